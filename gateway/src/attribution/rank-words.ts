import { hashUnits } from "./hash-words.ts";
import { halvesOf, HIGH, LOW, sharedUint32, sharedUint64 } from "./shared-arrays.ts";
import { wordOf, type WordTable } from "./word-table.ts";

/** The words of a corpus as their hashes, ascending: the number of a word is its hash's place. */
export interface Vocabulary {
  /** First 8 bytes of keccak256(utf8(folded word)); place 0 is the separator's, 0. */
  readonly vocabularyHashes: BigUint64Array<SharedArrayBuffer>;
  /** The 4 bytes that follow, by which two words of one hash are told apart when indexes meet. */
  readonly vocabularyChecks: Uint32Array<SharedArrayBuffer>;
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
 * Numbers the words of a table by hash, from 1.
 * @param hash The method's own, unless a test has another.
 * @returns The vocabulary, and the new number of each word of the table.
 * @throws RangeError if two words have the same hash, or a word has the separator's.
 */
export function rankWords(table: WordTable, hash = hashUnits): { readonly vocabulary: Vocabulary; readonly ranks: Int32Array } {
  const { size, pool, starts } = table;
  const highs = new Uint32Array(size + 1);
  const lows = new Uint32Array(size + 1);
  const checks = new Uint32Array(size + 1);
  for (let word = 1; word <= size; word++) {
    const { high, low, check } = hash(pool, starts[word]!, starts[word + 1]! - starts[word]!);
    highs[word] = high;
    lows[word] = low;
    checks[word] = check;
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

  const vocabularyHashes = sharedUint64(size + 1);
  const halves = halvesOf(vocabularyHashes);
  const vocabularyChecks = sharedUint32(size + 1);
  const ranks = new Int32Array(size + 1);
  let before = 0;
  for (const [place, word] of order.entries()) {
    const isTaken = before === 0 ? highs[word] === 0 && lows[word] === 0 : highs[word] === highs[before] && lows[word] === lows[before];
    if (isTaken)
      throw collision(before === 0 ? "the separator" : JSON.stringify(wordOf(table, before)), JSON.stringify(wordOf(table, word)));
    ranks[word] = place + 1;
    halves[2 * (place + 1) + HIGH] = highs[word]!;
    halves[2 * (place + 1) + LOW] = lows[word]!;
    vocabularyChecks[place + 1] = checks[word]!;
    before = word;
  }
  return { vocabulary: { vocabularyHashes, vocabularyChecks }, ranks };
}

/** Two different words that the method could not tell apart. */
export function collision(first: string, second: string): RangeError {
  return new RangeError(
    `Two words have the same 64-bit hash: ${first} and ${second}. No corpus can hold both; reject the item that brought the later one.`,
  );
}
