import { keccak256 } from "viem";

/**
 * A word as indexes, outputs and the court know it: the first 8 bytes of `keccak256(utf8(word))`, big-endian. 0 is the separator.
 * @param word As the method's tokeniser folds it.
 */
export function wordHash(word: string): bigint {
  return new DataView(keccak256(new TextEncoder().encode(word), "bytes").buffer).getBigUint64(0);
}
