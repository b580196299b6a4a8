import type { LexicalIndex } from "./build-index.ts";

/** Word that stands nowhere in the corpus. */
export const UNKNOWN_TOKEN = -1;

type Searchable = Pick<LexicalIndex, "tokens" | "suffixes">;

function commonPrefix(tokens: Int32Array, position: number, pattern: Int32Array, start: number, from: number, limit: number): number {
  let length = from;
  while (start + length < limit && position + length < tokens.length && tokens[position + length] === pattern[start + length]) length++;
  return length;
}

/** Words of `pattern` from `start` on that stand together somewhere in the corpus, at most. */
export function longestMatch({ tokens, suffixes }: Searchable, pattern: Int32Array, start: number): number {
  let low = 0;
  let high = suffixes.length;
  let below = 0;
  let above = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const position = suffixes[middle]!;
    const length = commonPrefix(tokens, position, pattern, start, Math.min(below, above), pattern.length);
    if (start + length === pattern.length) return length;
    if (position + length >= tokens.length || tokens[position + length]! < pattern[start + length]!) {
      low = middle + 1;
      below = length;
    } else {
      high = middle;
      above = length;
    }
  }
  return Math.max(below, above);
}

/** Rows `[first, end)` of the suffix array whose suffixes begin with `pattern[start, start + length)`. */
export function suffixRange(
  { tokens, suffixes }: Searchable,
  pattern: Int32Array,
  start: number,
  length: number,
): readonly [number, number] {
  const limit = start + length;
  const bound = (after: boolean): number => {
    let low = 0;
    let high = suffixes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const position = suffixes[middle]!;
      const common = commonPrefix(tokens, position, pattern, start, 0, limit);
      const isBelow =
        common === length ? after : position + common >= tokens.length || tokens[position + common]! < pattern[start + common]!;
      if (isBelow) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [bound(false), bound(true)];
}
