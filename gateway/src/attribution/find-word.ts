import type { WordHash } from "./hash-words.ts";
import type { LexicalIndex } from "./lexical-index.ts";
import { HIGH, LOW } from "./shared-arrays.ts";

/** Among so few words, and after so many guesses, halving finds the place. */
const FEW = 16;
const MOST_GUESSES = 8;

/**
 * The number of a word in an index, 0 if it is not there. To the method a word is its hash. Hashes are spread evenly, so a hash says about where it stands.
 */
export function findWord(
  { hashHalves: halves, vocabularyHashes }: Pick<LexicalIndex, "hashHalves" | "vocabularyHashes">,
  { high, low }: WordHash,
): number {
  let first = 1;
  let end = vocabularyHashes.length;
  // The hash is at least `least` and below `most`, in units of its first 32 bits.
  let least = 0;
  let most = 2 ** 32;
  let guesses = 0;
  while (first < end) {
    let middle = (first + end) >>> 1;
    if (end - first > FEW && guesses++ < MOST_GUESSES) middle = first + Math.floor(((high - least) / (most - least)) * (end - first));
    const ownHigh = halves[2 * middle + HIGH]!;
    if (ownHigh !== high ? ownHigh < high : halves[2 * middle + LOW]! < low) {
      first = middle + 1;
      least = ownHigh;
    } else {
      end = middle;
      most = ownHigh + 1;
    }
  }
  const isFound = first < vocabularyHashes.length && halves[2 * first + HIGH] === high && halves[2 * first + LOW] === low;
  return isFound ? first : 0;
}
