import {
  batchTypedData,
  contributionId,
  encodeBatch,
  feeOf,
  legsRoot,
  sortLegs,
  type Leg,
  type PackedBatch,
  type ReceiptWithLegs,
} from "@openledger/sdk";
import { keccak256, toHex, type Hex } from "viem";

import { GATEWAY_ID, PRICES, type Sizes, type World } from "./world.ts";

const EPOCH = 1;
/** A leg's weight is 1 to 1,000; what 16 of them leave of this total is the unattributed share. */
const WEIGHT_TOTAL = 20_000;

/** Receipts as a gateway would write them: payer, offering, tokens, contributors and weights vary from one to the next, always the same way. */
export function createBatch(
  world: World,
  { firstSequence, receipts, legs, servedAt, itemsEach }: Pick<Sizes, "itemsEach"> & {
    readonly firstSequence: number;
    readonly receipts: number;
    readonly legs: number;
    /** Unix time in milliseconds. */
    readonly servedAt: number;
  },
): PackedBatch {
  const list = Array.from({ length: receipts }, (_, index): ReceiptWithLegs => {
    const random = randomOf(firstSequence + index);
    const named = new Map<bigint, Leg>();
    while (named.size < legs) {
      const id = contributionId(pick(world.contributorAccounts, random()), 1 + (random() % itemsEach));
      named.set(id, { contributionId: id, weight: 1 + (random() % 1_000), class: random() % 4 === 0 ? "recomputable" : "proven" });
    }
    const sorted = sortLegs([...named.values()]);
    const tokens = { promptTokens: 400 + (random() % 4_000), completionTokens: 50 + (random() % 800) };
    return {
      legs: sorted,
      receipt: {
        lane: "direct",
        gatewayId: GATEWAY_ID,
        epoch: EPOCH,
        sequence: firstSequence + index,
        payerAccount: pick(world.payerAccounts, index),
        offeringId: pick(world.offeringIds, random()),
        ...tokens,
        fee: feeOf({ ...tokens, ...PRICES }),
        servedAt: servedAt + 130 * index,
        legCount: sorted.length,
        weightTotal: WEIGHT_TOTAL,
        legsRoot: legsRoot(sorted),
        contextRoot: keccak256(toHex(`context ${firstSequence + index}`)),
      },
    };
  });
  return encodeBatch({
    lane: "direct",
    gatewayId: GATEWAY_ID,
    epoch: EPOCH,
    firstSequence,
    receipts: list,
    extraAccounts: world.roleAccounts,
  });
}

/** The receipt key's signature over a batch. */
export async function signBatch(world: World, batch: PackedBatch, chainId: number): Promise<string> {
  const router = (await world.suite.rewardRouter.getAddress()) as Hex;
  const { domain, types, message } = batchTypedData({ chainId, router, batch: batch.summary });
  return world.receiptKey.signTypedData(domain, types as never, message);
}

/** Numbers that look random and are the same in every run: 24 bits at a time of a chain of hashes. */
function randomOf(seed: number): () => number {
  let state = keccak256(toHex(`receipt ${seed}`));
  return () => {
    state = keccak256(state);
    return Number.parseInt(state.slice(2, 8), 16);
  };
}

const pick = (list: readonly number[], index: number): number => list[index % list.length]!;
