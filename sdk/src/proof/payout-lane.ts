import { fromRlp, keccak256, toHex, type Address, type Hex } from "viem";

import { laneOf } from "../ids/lane-of.ts";
import { readTrie } from "./read-trie.ts";

/** Slot of word 0 of each of `PayoutLedger`'s lists of words; word `q` is `q` slots further. Each list has room for 2^30 words. */
const FIRST_SLOTS = { credited: 2n, withdrawn: 2n + (1n << 30n) } as const;
const LANE_BITS = 64n;
/** Marks an opened word; belongs to no lane (`LaneStore`). */
const OPENED = 1n << 255n;

/** Which of the ledger's sums. */
export type PayoutSum = keyof typeof FIRST_SLOTS;

/** Storage slot of the word that holds an account's lane. @throws IntegerOutOfRangeError unless the account fits 32 bits. */
export function payoutLaneSlot(account: number, sum: PayoutSum): Hex {
  const { word } = laneOf(account);
  return toHex(FIRST_SLOTS[sum] + BigInt(word), { size: 32 });
}

/** What `eth_getProof` gives for `PayoutLedger` and the two slots of an account. */
export interface PayoutLaneProof {
  readonly account: number;
  /** Address of `PayoutLedger`. */
  readonly ledger: Address;
  /** Of the block's header. */
  readonly stateRoot: Hex;
  readonly accountProof: readonly Hex[];
  readonly creditedProof: readonly Hex[];
  readonly withdrawnProof: readonly Hex[];
}

/**
 * Checks what `PayoutLedger` holds for an account against the state root of a block.
 * @returns nano-OPEN credited and withdrawn, or undefined if the proof does not show them.
 * @throws IntegerOutOfRangeError unless the account fits 32 bits; viem's errors for hex that is none.
 */
export function verifyPayoutLane({
  account,
  ledger,
  stateRoot,
  accountProof,
  creditedProof,
  withdrawnProof,
}: PayoutLaneProof): Readonly<Record<PayoutSum, bigint>> | undefined {
  const state = readTrie(stateRoot, keccak256(ledger), accountProof);
  if (state === undefined || state === "0x") return undefined;
  const storageRoot = (fromRlp(state, "hex") as readonly Hex[])[2];
  if (storageRoot === undefined) return undefined;
  const { lane } = laneOf(account);
  const read = (sum: PayoutSum, proof: readonly Hex[]): bigint | undefined => {
    const value = readTrie(storageRoot, keccak256(payoutLaneSlot(account, sum)), proof);
    if (value === undefined) return undefined;
    const word = value === "0x" ? 0n : BigInt(fromRlp(value, "hex") as Hex) & ~OPENED;
    return BigInt.asUintN(Number(LANE_BITS), word >> (LANE_BITS * BigInt(lane)));
  };
  const [credited, withdrawn] = [read("credited", creditedProof), read("withdrawn", withdrawnProof)];
  return credited === undefined || withdrawn === undefined ? undefined : { credited, withdrawn };
}
