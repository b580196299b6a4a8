import { CONTRACT_NAMES, type Deployment } from "@openledger/sdk";
import { getAddress, type Address } from "viem";

import { createChain, timeOf, type Chain } from "./chain.ts";
import type { Addresses } from "./event-log.ts";
import { settlementLogs, settlementOf, startContext, type Shape } from "./settlement.ts";
import { ACTOR, RECEIPT_KEY, worldOf, worldTransactions, type Sizes } from "./world.ts";

/** What a chain of the bench holds. */
export interface ChainPlan {
  readonly sizes: Sizes;
  readonly legs: number;
  readonly shape: Shape;
  /** Blocks from one settlement to the next. */
  readonly pace: number;
}

/** A chain id that the indexer does not take for a development chain. */
export const CHAIN_ID = 901_901;
/** Transactions in a block of the world's making. */
const WORLD_PACE = 50;
/** Ponder takes a block for final that lies 30 below the head. */
const FINALITY = 31;

export const ADDRESSES = Object.fromEntries(
  CONTRACT_NAMES.map((name, index) => [name, getAddress(`0x${(0xc0de_0000 + index).toString(16).padStart(40, "0")}`)]),
) as Addresses & Record<(typeof CONTRACT_NAMES)[number], Address>;

export const DEPLOYMENT: Deployment = { chainId: CHAIN_ID, startBlock: 1, contracts: ADDRESSES };

/** A chain with the world and settlements of `legs` legs in all; `settle` appends one more block with one settlement. */
export function makeChain({ sizes, legs, shape, pace }: ChainPlan): {
  readonly chain: Chain;
  readonly settlements: number;
  settle(): void;
} {
  const chain = createChain();
  const world = worldOf(sizes);
  const context = startContext(ADDRESSES, world, { key: RECEIPT_KEY, actor: ACTOR });
  const transactions = worldTransactions(ADDRESSES, world);
  for (let index = 0; index < transactions.length; index += WORLD_PACE) {
    chain.fill(chain.head() + 1, transactions.slice(index, index + WORLD_PACE));
  }
  let sequence = 0;
  const settleAt = (block: number) => {
    const settlement = settlementOf(world, sequence, shape, 1_000 * timeOf(block) - 60_000);
    chain.fill(block, [settlementLogs(settlement, context)]);
    sequence += shape.receipts;
  };
  const settlements = Math.ceil(legs / (shape.receipts * shape.legs));
  for (let count = 0; count < settlements; count += 1) settleAt(chain.head() + pace);
  chain.advance(chain.head() + FINALITY);
  return { chain, settlements, settle: () => settleAt(chain.head() + 1) };
}
