import type { WordHash } from "./hash-words.ts";
import type { LexicalIndex } from "./lexical-index.ts";
import { HIGH, LOW } from "./shared-arrays.ts";

/** The number of a word in an index, 0 if it is not there. A word of the same hash and another check is not there either. */
export function findWord(
  { hashHalves: halves, vocabularyChecks }: Pick<LexicalIndex, "hashHalves" | "vocabularyChecks">,
  { high, low, check }: WordHash,
): number {
  let first = 1;
  let end = vocabularyChecks.length;
  while (first < end) {
    const middle = (first + end) >>> 1;
    const isBelow = halves[2 * middle + HIGH]! !== high ? halves[2 * middle + HIGH]! < high : halves[2 * middle + LOW]! < low;
    if (isBelow) first = middle + 1;
    else end = middle;
  }
  const isFound =
    first < vocabularyChecks.length &&
    halves[2 * first + HIGH] === high &&
    halves[2 * first + LOW] === low &&
    vocabularyChecks[first] === check;
  return isFound ? first : 0;
}
