import { debitSlice } from "@openledger/sdk";

import { committedEpochs, fundingOf, headsOf, slicesOf } from "../epoch-rail/chain-state.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import type { OperatorContext } from "./context.ts";
import { debitsOf } from "./redeem.ts";

/** Voids the first epoch that was not held in time: nobody is slashed, and it can be committed again. */
export async function expireStep(context: OperatorContext): Promise<void> {
  const { session, log, gatewayId } = context;
  const { nextEpoch, nextFinal } = await headsOf(session, gatewayId);
  const window = Number(await session.read<bigint | number>("EpochLedger", "activationWindow"));
  for (const epoch of await committedEpochs(session, log, gatewayId, [nextFinal, nextEpoch])) {
    if ((await fundingOf(session, epoch.hash)).slicesHeld === slicesOf(epoch)) continue;
    const elapsed = Number(await session.read<bigint>("EpochLedger", "elapsedOf", [epoch.bytes]));
    if (elapsed < window) return;
    const transaction = await context.send({ contract: "EpochLedger", functionName: "expire", args: [epoch.bytes] });
    const says = "its debits were not held in time: voided, to be committed again";
    context.report({ step: "expire", kind: "did", epoch: epoch.epoch, says, transaction });
    await log.refresh();
    return; // later epochs went with it
  }
}

/** Gives what void epochs held back to their payers. */
export async function restoreStep(context: OperatorContext): Promise<void> {
  const { session, log, gatewayId } = context;
  const { nextEpoch, nextFinal } = await headsOf(session, gatewayId);
  const open = await committedEpochs(session, log, gatewayId, [nextFinal, nextEpoch]);
  const live = new Set([...log.finals(gatewayId), ...open].map(({ hash }) => hash));
  for (const epoch of [...log.committed.values()].filter(({ gatewayId: owner, hash }) => owner === gatewayId && !live.has(hash))) {
    for (;;) {
      const { slicesHeld, slicesRestored } = await fundingOf(session, epoch.hash);
      if (slicesRestored >= slicesHeld) break;
      const { leaves, path } = debitSlice(await debitsOf(context, epoch), slicesRestored);
      try {
        const transaction = await context.send({ contract: "EpochLedger", functionName: "restore", args: [epoch.bytes, leaves, path] });
        const says = `void: gave slice ${slicesRestored + 1} of ${slicesHeld} back`;
        context.report({ step: "restore", kind: "did", epoch: epoch.epoch, says, transaction });
      } catch (error) {
        if (!(error instanceof Refusal) || (await fundingOf(session, epoch.hash)).slicesRestored === slicesRestored) throw error;
      }
    }
  }
}
