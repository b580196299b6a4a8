import type { Hex } from "viem";

import type { MemoryStore } from "../../src/fold/memory-store.ts";
import { fold, hashOf } from "./fold.ts";
import { settlementOf, type Answer, type Settlement } from "./settlement.ts";
import { CONTRIBUTORS, ITEMS, itemOf, openWorld } from "./world.ts";

const answerOf = (seed: number): Answer => {
  const legs = ITEMS.slice(0, 2 + (seed % (ITEMS.length - 1))).map((contributionId, i) => ({
    contributionId,
    weight: 100 + ((seed * 37 + i * 11) % 900),
    class: i % 2 === 0 ? ("proven" as const) : ("recomputable" as const),
  }));
  return {
    promptTokens: 10 + seed,
    completionTokens: 200 + seed * 7,
    legs,
    weightTotal: legs.reduce((sum, { weight }) => sum + weight, 0) + 500,
    contextRoot: hashOf(`context ${seed}`),
  };
};

export interface Week {
  readonly store: MemoryStore;
  readonly batches: readonly Settlement[];
  readonly receiptIds: readonly Hex[];
  /** A contributor with payouts. */
  readonly contributor: number;
  /** Its first contribution. */
  readonly contribution: bigint;
}

/** The world of `openWorld` with a week's settled batches: 7 receipts, then 5. */
export const openWeek = async (): Promise<Week> => {
  const store = await openWorld();
  const batches = [
    settlementOf(
      Array.from({ length: 7 }, (_, i) => answerOf(i)),
      { transaction: "batch 1" },
    ),
    settlementOf(
      Array.from({ length: 5 }, (_, i) => answerOf(7 + i)),
      { transaction: "batch 2", firstSequence: 7 },
    ),
  ];
  for (const { events } of batches) await fold(store, ...events);
  const contributor = CONTRIBUTORS[0];
  return { store, batches, receiptIds: batches.flatMap(({ receiptIds }) => receiptIds), contributor, contribution: itemOf(contributor, 1) };
};
