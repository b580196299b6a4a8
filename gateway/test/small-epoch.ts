import { contributionId, legsRoot, packReceipt, sortLegs, type EpochInput } from "@openledger/sdk";
import type { Hex } from "viem";

import type { PublishInput } from "../src/epoch/store/publish-epoch.ts";

const ZERO: Hex = `0x${"00".repeat(32)}`;

/** An epoch of 40 receipts and 20 chunks: a tree of three levels. */
export function smallEpoch(): EpochInput {
  const receipts = Array.from({ length: 40 }, (_, sequence) => {
    const legs = sortLegs([{ contributionId: contributionId(10 + (sequence % 5), 1), weight: 3, class: "proven" as const }]);
    const receipt = {
      ...{ lane: "epoch" as const, gatewayId: 1, epoch: 0, sequence, payerAccount: 50 + (sequence % 3), offeringId: 1 },
      ...{ promptTokens: 1, completionTokens: 1, fee: 1_000n, servedAt: 1, legCount: 1, weightTotal: 5 },
      ...{ legsRoot: legsRoot(legs), contextRoot: ZERO },
    };
    return { receipt, legs };
  });
  const split = [
    { role: 0, account: 0, bps: 7_000 },
    { role: 5, account: 4, bps: 3_000 },
  ];
  return { gatewayId: 1, epoch: 0, parent: ZERO, receipts, splits: new Map([[1, split]]), commons: 2, chunkLegs: 2 };
}

/** The same for the builder that streams. */
export function packedOf({ receipts, ...input }: EpochInput): PublishInput {
  return { ...input, receipts: (from) => receipts.slice(from).map(packReceipt) };
}
