import type { DecodedBatch } from "@openledger/sdk";

import { settledEpoch } from "../../ponder.schema.ts";
import type { FoldEvent } from "../fold/event.ts";
import { upsert, type Store } from "../fold/store.ts";

type Summary = DecodedBatch["summary"];

const settledEpochId = ({ gatewayId, epoch }: Summary): string => `${gatewayId}-${epoch}`;

/**
 * Whether the receipts of a batch may be known already. A receipt's id covers its gateway, epoch and sequence, and gateways settle in order, so one look
 * at how far the epoch is settled answers for a whole batch; only for a batch below that must each receipt be looked for.
 */
export const mayBeKnown = async (store: Store, { summary }: DecodedBatch): Promise<boolean> => {
  if (summary.lane !== "direct") return true;
  const row = await store.find(settledEpoch, settledEpochId(summary));
  return row !== null && BigInt(summary.firstSequence) < row.nextSequence;
};

/** Records that the sequences of a batch are settled. */
export const markSettled = async (
  store: Store,
  event: FoldEvent,
  { summary }: DecodedBatch,
  settled: { readonly receiptCount: number; readonly feeTotal: bigint },
): Promise<void> => {
  if (summary.lane !== "direct") return;
  const id = settledEpochId(summary);
  const place = { id, gatewayId: summary.gatewayId, epoch: BigInt(summary.epoch) };
  const nothing = { nextSequence: 0n, batchCount: 0, receiptCount: 0, feeTotal: 0n, updatedAt: event.block.timestamp };
  const end = BigInt(summary.firstSequence + summary.count);
  await upsert(store, settledEpoch, id, { ...place, ...nothing }, (row) => ({
    nextSequence: row.nextSequence > end ? row.nextSequence : end,
    batchCount: row.batchCount + 1,
    receiptCount: row.receiptCount + settled.receiptCount,
    feeTotal: row.feeTotal + settled.feeTotal,
    updatedAt: event.block.timestamp,
  }));
};
