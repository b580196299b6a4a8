import { debitSlice } from "@openledger/sdk";

import { committedEpochs, fundingOf, headsOf, slicesOf } from "../epoch-rail/chain-state.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import type { OperatorContext } from "./context.ts";
import { debitsOf, redeemStep } from "./redeem.ts";

/** Holds the debits of committed epochs, slice by slice, in order. */
export async function holdStep(context: OperatorContext): Promise<void> {
  const { session, log, gatewayId } = context;
  const { nextEpoch, nextFinal } = await headsOf(session, gatewayId);
  await redeemStep(context);
  for (const epoch of await committedEpochs(session, log, gatewayId, [nextFinal, nextEpoch])) {
    const slices = slicesOf(epoch);
    for (;;) {
      const { slicesHeld } = await fundingOf(session, epoch.hash);
      if (slicesHeld >= slices) break;
      const { leaves, path } = debitSlice(await debitsOf(context, epoch), slicesHeld);
      try {
        const transaction = await context.send({ contract: "EpochLedger", functionName: "hold", args: [epoch.bytes, leaves, path] });
        const says = `held slice ${slicesHeld + 1} of ${slices}`;
        context.report({ step: "hold", kind: "did", epoch: epoch.epoch, says, transaction });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        // Another operator held this slice in between.
        if ((await fundingOf(session, epoch.hash)).slicesHeld > slicesHeld) continue;
        context.report({ step: "hold", kind: "warns", epoch: epoch.epoch, says: `not held: ${error.message}` });
        return; // epochs are held in order
      }
    }
  }
}
