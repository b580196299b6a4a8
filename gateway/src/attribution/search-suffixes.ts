/** Word that stands nowhere in the corpus. */
export const UNKNOWN_TOKEN = -1;

export interface Searchable {
  readonly tokens: Int32Array;
  readonly suffixes: Int32Array;
  readonly buckets: Int32Array;
}

/** Rows `[first, end)` of the suffix array. */
export type Rows = readonly [first: number, end: number];

const NO_ROWS: Rows = [0, 0];

/** Rows that begin with a word; none for an unknown one. */
function rowsOfWord({ buckets }: Searchable, word: number): Rows {
  return word > 0 ? [buckets[word]!, buckets[word + 1]!] : NO_ROWS;
}

/** Where a pattern would stand among the suffixes. */
export interface Place {
  /** First row that is not below the pattern; if the whole pattern was found, a row that begins with it. */
  readonly row: number;
  /** Words that the pattern shares with the row before, and with `row`, at most. */
  readonly before: number;
  readonly at: number;
}

const NOWHERE: Place = { row: 0, before: 0, at: 0 };

/** Finds the place of `pattern[start, patternEnd)`. */
export function placeOf(index: Searchable, pattern: Int32Array, start: number, patternEnd = pattern.length): Place {
  const { tokens, suffixes } = index;
  const most = patternEnd - start;
  if (most === 0) return NOWHERE;
  let [low, high] = rowsOfWord(index, pattern[start]!);
  if (low === high) return NOWHERE;
  const [first, end] = [low, high];
  let below = 1;
  let above = 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const position = suffixes[middle]!;
    let length = below < above ? below : above;
    while (length < most && tokens[position + length] === pattern[start + length]) length++;
    if (length === most) return { row: middle, before: 0, at: length };
    // Behind the last token there is nothing, which is below every word.
    if (position + length >= tokens.length || tokens[position + length]! < pattern[start + length]!) {
      low = middle + 1;
      below = length;
    } else {
      high = middle;
      above = length;
    }
  }
  // No row of the word was found below, or none above: then its neighbour begins with another word.
  return { row: low, before: low === first ? 0 : below, at: low === end ? 0 : above };
}

/** Words of `pattern` from `start` on that stand together somewhere in the index, at most. */
export function longestMatch(index: Searchable, pattern: Int32Array, start: number): number {
  const { before, at } = placeOf(index, pattern, start);
  return Math.max(before, at);
}

/** Words that `pattern[start, …)` and the text at `position` begin with alike. */
export function sharedWords({ tokens }: Searchable, pattern: Int32Array, start: number, position: number): number {
  let length = 0;
  while (start + length < pattern.length && tokens[position + length] === pattern[start + length]) length++;
  return length;
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
