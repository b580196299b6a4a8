import { hashAt, type IndexArrays } from "./index-arrays.ts";

type Searchable = Pick<IndexArrays, "vocabularyHashes" | "tokens" | "suffixes">;

/** How the suffix at a position compares with a pattern of word hashes: 0 if it begins with it. */
export function compareSuffix(arrays: Searchable, position: number, pattern: readonly bigint[]): -1 | 0 | 1 {
  for (const [i, wanted] of pattern.entries()) {
    if (position + i >= arrays.tokens.length) return -1;
    const hash = hashAt(arrays, position + i);
    if (hash !== wanted) return hash < wanted ? -1 : 1;
  }
  return 0;
}

/** Rows `[first, end)` of the suffix array that begin with a pattern; empty, at the place where it would stand, if none does. */
export function rowsOf(arrays: Searchable, pattern: readonly bigint[]): readonly [first: number, end: number] {
  const bound = (isBelow: (order: number) => boolean): number => {
    let low = 0;
    let high = arrays.suffixes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBelow(compareSuffix(arrays, arrays.suffixes[middle]!, pattern))) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [bound((order) => order < 0), bound((order) => order <= 0)];
}

/** Words that have to be read from a position to compare it with a pattern. */
export function wordsCompared(arrays: Searchable, position: number, pattern: readonly bigint[]): number {
  let same = 0;
  while (same < pattern.length && position + same < arrays.tokens.length && hashAt(arrays, position + same) === pattern[same]) same++;
  return Math.min(same + 1, pattern.length);
}
