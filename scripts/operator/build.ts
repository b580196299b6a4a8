import { buildEpoch, type Epoch, type SplitEntry } from "@openledger/sdk";
import type { Hex } from "viem";

import { publishEpoch } from "../../gateway/src/epoch/store/publish-epoch.ts";
import { committedEpochs, headsOf } from "../epoch-rail/chain-state.ts";
import type { OperatorContext } from "./context.ts";

const ZERO: Hex = `0x${"00".repeat(32)}`;

/** The next epoch to commit, if the journal has closed it. Deterministic: whoever builds it gets the same. */
export async function buildNext(context: OperatorContext): Promise<Epoch | undefined> {
  const { session, log, source, gatewayId } = context;
  const { nextEpoch, isAbandoned } = await headsOf(session, gatewayId);
  if (isAbandoned) {
    context.report({ step: "build", kind: "warns", says: "the gateway was declared gone: it can commit no epoch any more" });
    return undefined;
  }
  if (!(await source.closed()).includes(nextEpoch)) return undefined;
  const [parent] = nextEpoch === 0 ? [] : await committedEpochs(session, log, gatewayId, [nextEpoch - 1, nextEpoch]);
  if (nextEpoch > 0 && parent === undefined) return undefined; // voided just now; the next pass sees it
  const receipts = await source.receipts(nextEpoch);
  const splits = new Map<number, readonly SplitEntry[]>();
  for (const id of new Set(receipts.map(({ receipt }) => receipt.offeringId))) {
    const offering = await context.offering(id);
    if (offering !== undefined) splits.set(id, offering.split);
  }
  return buildEpoch({
    gatewayId,
    epoch: nextEpoch,
    parent: parent?.hash ?? ZERO,
    receipts,
    splits,
    commons: await session.read<number>("EpochLedger", "commons"),
  });
}

/** Builds the next epoch and puts everything about it into the store. */
export async function buildStep(context: OperatorContext): Promise<Epoch | undefined> {
  const epoch = await buildNext(context);
  if (epoch === undefined) return undefined;
  const added = await publishEpoch(context.store, epoch);
  const { receiptCount, legCount } = epoch.top.fields;
  if (added > 0)
    context.report({
      step: "build",
      kind: "did",
      epoch: epoch.header.epoch,
      says: `built from ${receiptCount} receipts and ${legCount} legs, ${added} objects put into ${context.store.place}`,
    });
  return epoch;
}
