import { checkUint } from "../bytes/check-uint.ts";

/** One account's lane of a word. */
export interface LaneAmount {
  readonly account: number;
  /** nano-OPEN. */
  readonly amount: bigint;
}

/**
 * The four lanes of a word of `PayoutLedger` (a stored word, or a delta of `WordsCredited`), zero amounts included.
 * @throws IntegerOutOfRangeError unless word fits 30 bits and value 256 bits.
 */
export function unpackLanes(word: number, value: bigint): readonly LaneAmount[] {
  checkUint("word", word, 30);
  checkUint("word value", value, 256);
  return [0, 1, 2, 3].map((lane) => ({ account: word * 4 + lane, amount: (value >> BigInt(64 * lane)) & 0xffff_ffff_ffff_ffffn }));
}
