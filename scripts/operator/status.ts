import { nanoToOpen } from "@openledger/sdk";

import { committedEpochs, fundingOf, headsOf, slicesOf } from "../epoch-rail/chain-state.ts";
import { pushesDue } from "../epoch-rail/payouts.ts";
import type { OperatorContext } from "./context.ts";

export type EpochStatus = {
  readonly epoch: number;
  readonly state: "closed" | "committed" | "held" | "final";
  readonly receipts?: number;
  readonly fees?: string;
  readonly openChallenges?: number;
};

export type RailStatus = {
  readonly gateway: number;
  readonly epochs: readonly EpochStatus[];
  /** nano-OPEN. */
  readonly bond: string;
  readonly lockedBond: string;
  readonly pushesDue: number;
};

/** What stands where; changes nothing. */
export async function statusOf(context: OperatorContext): Promise<RailStatus> {
  const { session, log, gatewayId } = context;
  await log.refresh();
  const { nextEpoch, nextFinal } = await headsOf(session, gatewayId);
  const epochs: EpochStatus[] = [];
  const finals = log.finals(gatewayId);
  const committed = [...finals, ...(await committedEpochs(session, log, gatewayId, [nextFinal, nextEpoch]))];
  for (const epoch of committed) {
    const { slicesHeld, openChallenges } = await fundingOf(session, epoch.hash);
    epochs.push({
      epoch: epoch.epoch,
      state: epoch.epoch < nextFinal ? "final" : slicesHeld === slicesOf(epoch) ? "held" : "committed",
      receipts: epoch.topFields.receiptCount,
      fees: nanoToOpen(epoch.topFields.feeTotal),
      openChallenges,
    });
  }
  for (const epoch of (await context.source.closed()).filter((number) => number >= nextEpoch)) epochs.push({ epoch, state: "closed" });
  const { bond } = await session.read<{ bond: bigint }>("GatewayRegistry", "gatewayOf", [gatewayId]);
  const due = await pushesDue(session, gatewayId, finals, context.read);
  return {
    gateway: gatewayId,
    epochs,
    bond: bond.toString(),
    lockedBond: (await session.read<bigint>("EpochLedger", "lockedBondOf", [gatewayId])).toString(),
    pushesDue: due.length,
  };
}
