import { tokenise } from "../attribution/tokenise.ts";

const STOP_WORDS = new Set(
  (
    "a about all an and any are as at be been but by can could do does did for from get give had has have how i if in into is it its let me " +
    "may might more most my no not of on or our please should so some such tell than that the their them then there these they this to us use used " +
    "using was we were what when where which who why will with would you your explain describe show work works exactly best way happen happens"
  ).split(" "),
);

function stem(word: string): string {
  let root = word;
  for (const ending of [
    "ications",
    "ication",
    "ifying",
    "ified",
    "ifies",
    "ifier",
    "ify",
    "ations",
    "ation",
    "ancies",
    "ancy",
    "ants",
    "ant",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ers",
    "er",
    "ors",
    "or",
    "ed",
    "es",
    "able",
    "ally",
    "al",
    "ly",
    "y",
    "s",
    "e",
  ]) {
    if (root.length - ending.length >= 4 && root.endsWith(ending)) {
      root = root.slice(0, -ending.length);
      break;
    }
  }
  return root;
}

/** Topic stems of a text for retrieval: stop words out, identifiers also by their parts (`nonReentrant` → `nonreentr`, `reentr`). */
export function stemWords(text: string): readonly string[] {
  const stems: string[] = [];
  const { starts, ends, words } = tokenise(text);
  for (const [i, word] of words.entries()) {
    if (word.length < 2 || STOP_WORDS.has(word)) continue;
    stems.push(stem(word));
    const parts = text.slice(starts[i], ends[i]).split(/(?<=[a-z0-9])(?=[A-Z])|_+/);
    if (parts.length < 2) continue;
    for (const part of parts) {
      const lower = part.toLowerCase();
      if (lower.length > 2 && !STOP_WORDS.has(lower)) stems.push(stem(lower));
    }
  }
  return stems;
}
