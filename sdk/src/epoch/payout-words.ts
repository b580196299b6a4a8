import { checkUint } from "../bytes/check-uint.ts";
import type { VectorEntry } from "./epoch.ts";

/**
 * Payout words of an epoch, dense from word 0: its credits in lanes, account `a` in lane `a % 4` from the low bits up of word `⌊a / 4⌋`.
 * @throws IntegerOutOfRangeError for an amount that fits no lane.
 */
export function payoutWords(credits: readonly VectorEntry[]): readonly bigint[] {
  const words: bigint[] = [];
  for (const { account, amount } of credits) {
    const word = Math.floor(account / 4);
    while (words.length <= word) words.push(0n);
    checkUint(`lane of account ${account}`, amount, 64);
    words[word] = words[word]! | (amount << BigInt(64 * (account % 4)));
  }
  return words;
}
