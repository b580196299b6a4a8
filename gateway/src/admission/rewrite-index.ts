import { countReplacements, type Replacements } from "./replacements.ts";

/**
 * Finds what a copy with changed words leaves behind. Whoever replaces words of a text leaves the others where they were: in a window of 32 words
 * many stand at one and the same distance from their places in the original. In a text of somebody's own few do.
 */
export type RewriteIndex = {
  /** Remembers an item's words. Items are numbered from 0. */
  add(words: readonly string[]): void;
  cover(words: readonly string[]): Rewrites;
};

export type Rewrites = {
  /** For each word of the text, the earlier item of which its window is a copy or a rewriting, or -1. */
  readonly covered: Int32Array;
  /** The one item that explains most of the text, and how many words; windows with words left out and put in count here too, though not above. */
  readonly source: { readonly item: number; readonly words: number; readonly replacements: Replacements } | undefined;
};

type Item = { readonly words: readonly string[]; readonly places: ReadonlyMap<string, readonly number[]> };

const windowSize = 32;
const stride = 8;
/** Share of a window's words at one distance from which on it counts as rewritten: words were replaced. */
const leastMatchesPpm = 400_000;
/** The same for distances that differ by up to four: words were left out and put in. Chance gives more of these. */
const leastNearMatchesPpm = 500_000;
const drift = 2;
const candidates = 6;
// A word that many items hold does not say which of them was copied.
const mostHoldersPpm = 150_000;
const leastHolders = 3;
// A word that one item holds more often than this is left out of its windows, so that a text of one word costs no more than another.
const mostPlaces = 1_000;

export function createRewriteIndex(): RewriteIndex {
  const items: Item[] = [];
  const holders = new Map<string, number[]>();
  return {
    add(words) {
      const places = new Map<string, number[]>();
      for (const [at, word] of words.entries()) {
        const known = places.get(word);
        if (known === undefined) places.set(word, [at]);
        else if (known.length <= mostPlaces) known.push(at);
      }
      const item = items.push({ words, places }) - 1;
      for (const word of places.keys()) {
        const known = holders.get(word);
        if (known === undefined) holders.set(word, [item]);
        else known.push(item);
      }
    },
    cover(words) {
      const covered = new Int32Array(words.length).fill(-1);
      let source: { readonly item: number; readonly words: number } | undefined;
      for (const item of likelySources(words, items.length, holders)) {
        const own = copiedWords(words, items[item]!);
        let count = 0;
        for (const [at, kind] of own.entries()) {
          if (kind !== 0) count++;
          if (kind === replaced && covered[at] === -1) covered[at] = item;
        }
        if (count > (source?.words ?? 0)) source = { item, words: count };
      }
      return {
        covered,
        source: source === undefined ? undefined : { ...source, replacements: countReplacements(words, items[source.item]!) },
      };
    },
  };
}

/** Items by the rare words they share with the text: the fewer hold a word, the more it points to one. In integers, so every machine ranks alike. */
function likelySources(words: readonly string[], itemCount: number, holders: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const most = Math.max(leastHolders, Math.floor((mostHoldersPpm * itemCount) / 1_000_000));
  const scores = new Map<number, number>();
  for (const word of new Set(words)) {
    const list = holders.get(word) ?? [];
    if (list.length > most) continue;
    for (const item of list) scores.set(item, (scores.get(item) ?? 0) + Math.floor(1_000 / list.length));
  }
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, candidates);
  return ranked.map(([item]) => item).sort((a, b) => a - b);
}

// Kinds of windows. Honest texts of one family have more of the second, so it decides on copies but takes no novelty.
const replaced = 2;
const shifted = 1;

/** For each word the kind of the closest window that holds it; 0 if none is a copy. */
function copiedWords(words: readonly string[], { words: original, places }: Item): Uint8Array {
  const copied = new Uint8Array(words.length);
  const counts = new Int16Array(original.length + words.length + 2 * drift);
  const touched: number[] = [];
  for (let start = 0; start < words.length; start += stride) {
    const end = Math.min(words.length, start + windowSize);
    let best = 0;
    for (let at = start; at < end; at++) {
      const known = places.get(words[at]!) ?? [];
      if (known.length > mostPlaces) continue;
      for (const place of known) {
        const distance = place - at + words.length - 1 + drift;
        const count = ++counts[distance]!;
        if (count === 1) touched.push(distance);
        if (count > best) best = count;
      }
    }
    const size = end - start;
    if (best * 1_000_000 >= leastMatchesPpm * size) copied.fill(replaced, start, end);
    else if (nearMatches(counts, touched) * 1_000_000 >= leastNearMatchesPpm * size) {
      for (let at = start; at < end; at++) if (copied[at] === 0) copied[at] = shifted;
    }
    for (const distance of touched) counts[distance] = 0;
    touched.length = 0;
  }
  return copied;
}

/** Most words at five neighbouring distances. */
function nearMatches(counts: Int16Array, touched: readonly number[]): number {
  let most = 0;
  for (const distance of touched) {
    let sum = 0;
    for (let near = distance - drift; near <= distance + drift; near++) sum += counts[near]!;
    if (sum > most) most = sum;
  }
  return most;
}
