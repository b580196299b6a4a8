const endings = ["", "e", "s", "es", "ed", "ing"] as const;
const endingsOfY = ["y", "ies", "ied", "ying"] as const;
const doubledEndings = ["ed", "ing"] as const;

// No English word is longer than this; a text without spaces is one word of any length.
const longest = 32;

const isFoldable = (word: string): boolean => word.length >= 4 && word.length <= longest && /^[a-z]+$/.test(word);
const hasVowel = (root: string): boolean => root.length >= 3 && /[aeiouy]/.test(root);

function withoutPlural(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutInflection(word: string): string {
  if (word.endsWith("ied") && word.length > 4) return `${word.slice(0, -3)}y`;
  for (const ending of doubledEndings) {
    const root = word.slice(0, -ending.length);
    if (!word.endsWith(ending) || !hasVowel(root)) continue;
    return /([bdfgmnprt])\1$/.test(root) ? root.slice(0, -1) : root;
  }
  return word;
}

/**
 * What the inflections of an English word have in common: plural, past and -ing forms fold, derivations do not. Part of the method, so its rule is pinned here. Words of
 * fewer than four letters or more than 32, and words with anything but a to z, are their own stem.
 */
export function stemOf(word: string): string {
  if (!isFoldable(word)) return word;
  const root = withoutInflection(withoutPlural(word));
  return root.length > 3 && /[ey]$/.test(root) ? root.slice(0, -1) : root;
}

const remembered = new Map<string, readonly string[]>();
const mostRemembered = 20_000;

/** Words whose stem is that of `word`, the word itself first. Only regular forms. */
export function inflectionsOf(word: string): readonly string[] {
  if (!isFoldable(word)) return [word];
  const known = remembered.get(word);
  if (known !== undefined) return known;
  if (remembered.size === mostRemembered) remembered.clear();
  const forms = findInflections(word);
  remembered.set(word, forms);
  return forms;
}

function findInflections(word: string): readonly string[] {
  const stem = stemOf(word);
  const forms = [
    ...(/(?:y|ies|ied|ying)$/.test(word) ? endingsOfY : endings).map((ending) => stem + ending),
    ...(/[^aeiou][aeiou][bdfgmnprt]$/.test(stem) ? doubledEndings.map((ending) => stem + stem.at(-1)! + ending) : []),
  ];
  return [word, ...forms.filter((form) => form !== word && stemOf(form) === stem)];
}
