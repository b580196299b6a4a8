import type { LexicalIndex } from "./build-index.ts";

/** Word that stands nowhere in the corpus. */
export const UNKNOWN_TOKEN = -1;

type Searchable = Pick<LexicalIndex, "tokens" | "suffixes" | "buckets">;

/** Rows `[first, end)` of the suffix array. */
export type Rows = readonly [first: number, end: number];

const NO_ROWS: Rows = [0, 0];

/** Rows that begin with a word; none for an unknown one. */
function rowsOfWord({ buckets }: Searchable, word: number): Rows {
  return word > 0 ? [buckets[word]!, buckets[word + 1]!] : NO_ROWS;
}

/** Words of `pattern` from `start` on that stand together somewhere in the corpus, at most. */
export function longestMatch(index: Searchable, pattern: Int32Array, start: number): number {
  const { tokens, suffixes } = index;
  const most = pattern.length - start;
  if (most === 0) return 0;
  let [low, high] = rowsOfWord(index, pattern[start]!);
  if (low === high) return 0;
  let below = 1;
  let above = 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const position = suffixes[middle]!;
    let length = below < above ? below : above;
    while (length < most && tokens[position + length] === pattern[start + length]) length++;
    if (length === most) return length;
    // Behind the last token there is nothing, which is below every word.
    if (position + length >= tokens.length || tokens[position + length]! < pattern[start + length]!) {
      low = middle + 1;
      below = length;
    } else {
      high = middle;
      above = length;
    }
  }
  return below > above ? below : above;
}

/** Rows whose suffixes begin with `pattern[start, start + length)`. */
export function suffixRange(index: Searchable, pattern: Int32Array, start: number, length: number): Rows {
  const { tokens, suffixes } = index;
  const whole = length === 0 ? ([0, suffixes.length] as const) : rowsOfWord(index, pattern[start]!);
  const bound = (from: number, after: boolean): number => {
    let low = from;
    let high = whole[1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const position = suffixes[middle]!;
      let common = 0;
      while (common < length && tokens[position + common] === pattern[start + common]) common++;
      const isBelow =
        common === length ? after : position + common >= tokens.length || tokens[position + common]! < pattern[start + common]!;
      if (isBelow) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const first = bound(whole[0], false);
  return [first, bound(first, true)];
}
