import type { DecodedBatch } from "@openledger/sdk";

import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import type { FoldEvent } from "../fold/event.ts";
import type { Store } from "../fold/store.ts";

export type BatchSettled = EventArgs<"RewardRouter", "BatchSettled">;

/** Compares what the packed bytes give with what the event says; each difference is an anomaly. Says whether there is none. */
export const checkSummary = async (store: Store, event: FoldEvent<BatchSettled>, { summary }: DecodedBatch): Promise<boolean> => {
  const { gateway, epoch, firstSequence, receiptCount, legCount, feeTotal, root } = event.args;
  const claims = [
    ["lane", summary.lane, "direct"],
    ["gateway", summary.gatewayId, gateway],
    ["epoch", summary.epoch, epoch],
    ["firstSequence", summary.firstSequence, firstSequence],
    ["receiptCount", summary.count, receiptCount],
    ["legCount", summary.legCount, legCount],
    ["feeTotal", summary.feeTotal, feeTotal],
    ["root", summary.root, root],
  ] as const;
  let isSame = true;
  for (const [field, expected, actual] of claims) {
    if (String(expected) === String(actual)) continue;
    isSame = false;
    const kind = field === "root" ? "RootMismatch" : "CountMismatch";
    await report(store, event, { kind, subject: `${field} of batch`, expected, actual });
  }
  return isSame;
};
