import type { WordHash } from "./hash-words.ts";
import type { LexicalIndex } from "./lexical-index.ts";
import { HIGH, LOW } from "./shared-arrays.ts";

/** The number of a word in an index, 0 if it is not there. To the method a word is its hash. */
export function findWord(
  { hashHalves: halves, vocabularyHashes }: Pick<LexicalIndex, "hashHalves" | "vocabularyHashes">,
  { high, low }: WordHash,
): number {
  let first = 1;
  let end = vocabularyHashes.length;
  while (first < end) {
    const middle = (first + end) >>> 1;
    const isBelow = halves[2 * middle + HIGH]! !== high ? halves[2 * middle + HIGH]! < high : halves[2 * middle + LOW]! < low;
    if (isBelow) first = middle + 1;
    else end = middle;
  }
  const isFound = first < vocabularyHashes.length && halves[2 * first + HIGH] === high && halves[2 * first + LOW] === low;
  return isFound ? first : 0;
}
