import { hashUnits } from "./hash-words.ts";
import { halvesOf, HIGH, LOW, sharedUint64 } from "./shared-arrays.ts";
import { wordOf, type WordTable } from "./word-table.ts";

/** The words of a corpus as their hashes, ascending: the number of a word is its hash's place. */
export interface Vocabulary {
  /** First 8 bytes of keccak256(utf8(folded word)); place 0 is the separator's, 0. */
  readonly vocabularyHashes: BigUint64Array<SharedArrayBuffer>;
}

const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/** Sorts `order` by a 16-bit digit of `keys`, keeping the order of equal ones. */
function sortByDigit(order: Uint32Array, keys: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(DIGITS + 1);
  for (const word of order) next[((keys[word]! >>> shift) & (DIGITS - 1)) + 1]!++;
  for (let digit = 0; digit < DIGITS; digit++) next[digit + 1]! += next[digit]!;
  const sorted = new Uint32Array(order.length);
  for (const word of order) sorted[next[(keys[word]! >>> shift) & (DIGITS - 1)]!++] = word;
  return sorted;
}

/**
 * Numbers the words of a table by hash, from 1. Words of one hash are one word: a contributor can find a pair (2^32 work), and must gain nothing by it, nor keep
 * anybody from building an index.
 * @param hash The method's own, unless a test has another.
 * @returns The vocabulary, and the new number of each word of the table.
 * @throws RangeError if a word has the separator's hash, which takes 2^64 work.
 */
export function rankWords(table: WordTable, hash = hashUnits): { readonly vocabulary: Vocabulary; readonly ranks: Int32Array } {
  const { size, pool, starts } = table;
  const highs = new Uint32Array(size + 1);
  const lows = new Uint32Array(size + 1);
  for (let word = 1; word <= size; word++) {
    const { high, low } = hash(pool, starts[word]!, starts[word + 1]! - starts[word]!);
    if (high === 0 && low === 0)
      throw new RangeError(`The word ${JSON.stringify(wordOf(table, word))} has the separator's hash; reject its item.`);
    highs[word] = high;
    lows[word] = low;
  }
  let order: Uint32Array = new Uint32Array(size).map((_, i) => i + 1);
  // A few words are not worth the digits' counters.
  if (size < 1_024) order.sort((a, b) => highs[a]! - highs[b]! || lows[a]! - lows[b]!);
  else
    for (const [keys, shift] of [
      [lows, 0],
      [lows, DIGIT_BITS],
      [highs, 0],
      [highs, DIGIT_BITS],
    ] as const)
      order = sortByDigit(order, keys, shift);

  const ranks = new Int32Array(size + 1);
  let rank = 0;
  let before = 0;
  for (const word of order) {
    if (rank === 0 || highs[word] !== highs[before] || lows[word] !== lows[before]) rank++;
    ranks[word] = rank;
    before = word;
  }
  const vocabularyHashes = sharedUint64(rank + 1);
  const halves = halvesOf(vocabularyHashes);
  for (const word of order) {
    halves[2 * ranks[word]! + HIGH] = highs[word]!;
    halves[2 * ranks[word]! + LOW] = lows[word]!;
  }
  return { vocabulary: { vocabularyHashes }, ranks };
}
