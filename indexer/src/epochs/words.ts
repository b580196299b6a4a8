import { wordTree } from "@openledger/sdk";
import { bytesToHex, numberToHex, type Hex } from "viem";

import { FoldError } from "../fold/fold-error.ts";

/** Words of a subtree. */
export const SUBTREE_WORDS = 512;
const SUBTREE_DEPTH = 9;
const SHIFTS = [0n, 64n, 128n, 192n] as const;
const MAX_LANE = (1n << 64n) - 1n;
const WORD_DIGITS = 64;

/** What one account was credited, nano-OPEN. */
export interface AccountAmount {
  readonly accountId: number;
  readonly amount: bigint;
}

/** The four uint64 lanes of a word, from the low bits up. */
export const lanesOf = (word: bigint): readonly bigint[] => SHIFTS.map((shift) => (word >> shift) & MAX_LANE);

const combine = (left: bigint, right: bigint, lane: (left: bigint, right: bigint) => bigint): bigint | null => {
  let result = 0n;
  for (const shift of SHIFTS) {
    const value = lane((left >> shift) & MAX_LANE, (right >> shift) & MAX_LANE);
    if (value < 0n || value > MAX_LANE) return null;
    result |= value << shift;
  }
  return result;
};

/** Lane by lane; null if a lane would go below zero. */
export const subtractLanes = (left: bigint, right: bigint): bigint | null => combine(left, right, (a, b) => a - b);

/** The same for lists of words of one length. */
export const combineWords = (
  left: readonly bigint[],
  right: readonly bigint[],
  lanes: (left: bigint, right: bigint) => bigint | null,
): readonly bigint[] | null => {
  const words: bigint[] = [];
  for (const [index, word] of left.entries()) {
    const result = lanes(word, right[index]!);
    if (result === null) return null;
    words.push(result);
  }
  return words;
};

/** The amounts in consecutive words, those of nothing left out. */
export const amountsIn = (firstWord: number, words: readonly bigint[]): readonly AccountAmount[] =>
  words.flatMap((word, index) =>
    word === 0n
      ? []
      : lanesOf(word).flatMap((amount, lane) => (amount > 0n ? [{ accountId: 4 * (firstWord + index) + lane, amount }] : [])),
  );

export const sumOf = (amounts: readonly AccountAmount[]): bigint => amounts.reduce((sum, { amount }) => sum + amount, 0n);

/** The word an account's lane is in. */
export const wordOf = (accountId: number): number => Math.floor(accountId / 4);

/** Root over the 512 words of a subtree. */
export const subtreeRoot = (words: readonly bigint[]): Hex => bytesToHex(wordTree(words, SUBTREE_DEPTH).root);

/** A subtree in which nothing was credited. */
export const emptySubtree = (): readonly bigint[] => Array.from({ length: SUBTREE_WORDS }, () => 0n);

/** The words of a subtree as its column holds them. */
export const toHexWords = (words: readonly bigint[]): Hex => `0x${words.map((word) => numberToHex(word, { size: 32 }).slice(2)).join("")}`;

/** @throws FoldError unless there are 512 words. */
export const fromHexWords = (hex: Hex): readonly bigint[] => {
  if (hex.length !== 2 + SUBTREE_WORDS * WORD_DIGITS) throw new FoldError(`${hex.length} digits are not 512 words`);
  return Array.from({ length: SUBTREE_WORDS }, (_, i) => BigInt(`0x${hex.slice(2 + i * WORD_DIGITS, 2 + (i + 1) * WORD_DIGITS)}`));
};
