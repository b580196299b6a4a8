import { checkUint } from "../bytes/check-uint.ts";
import type { VectorEntry } from "./epoch.ts";

/**
 * Payout words after an epoch: the previous ones plus its credits, lane by lane.
 * @throws IntegerOutOfRangeError if a lane passes 2^64 - 1.
 */
export function nextWords(previous: readonly bigint[], credits: readonly VectorEntry[]): readonly bigint[] {
  const words = [...previous];
  for (const { account, amount } of credits) {
    const word = Math.floor(account / 4);
    while (words.length <= word) words.push(0n);
    const shift = BigInt(64 * (account % 4));
    const lane = (words[word]! >> shift) & 0xffffffffffffffffn;
    checkUint(`lane of account ${account}`, lane + amount, 64);
    words[word] = words[word]! + (amount << shift);
  }
  return words;
}
