import { nanoToOpen } from "@openledger/sdk";

import { committedEpochs, fundingOf, headsOf } from "../epoch-rail/chain-state.ts";
import { pushesDue } from "../epoch-rail/payouts.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import type { OperatorContext } from "./context.ts";

/** Makes epochs final whose windows are over, in order. */
export async function finaliseStep(context: OperatorContext): Promise<void> {
  const { session, log, gatewayId } = context;
  for (;;) {
    const { nextEpoch, nextFinal } = await headsOf(session, gatewayId);
    const [epoch] = nextFinal === nextEpoch ? [] : await committedEpochs(session, log, gatewayId, [nextFinal, nextFinal + 1]);
    if (epoch === undefined) return;
    try {
      const transaction = await context.send({ contract: "EpochLedger", functionName: "finalise", args: [epoch.bytes] });
      const fees = nanoToOpen(epoch.topFields.feeTotal);
      context.report({ step: "finalise", kind: "did", epoch: epoch.epoch, says: `final: ${fees} OPEN can be paid out`, transaction });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.errorName === "EpochLedger_NotNext" || error.errorName === "EpochLedger_NotChallengeable") continue; // somebody was faster
      context.report({ step: "finalise", kind: "waits", epoch: epoch.epoch, says: await waitingFor(context, epoch.hash, error) });
      return;
    }
  }
}

async function waitingFor({ session }: OperatorContext, record: `0x${string}`, { errorName, values, message }: Refusal): Promise<string> {
  switch (errorName) {
    case "EpochLedger_TooEarly":
      return `final in ${Number(values[1]) - Number(values[0])} s`;
    case "EpochLedger_ChallengesOpen":
      return `${(await fundingOf(session, record)).openChallenges} challenges wait for an answer`;
    case "EpochLedger_NotHeld":
      return "its debits are not held yet";
    default:
      return message;
  }
}

/** Pushes everything that final epochs have not paid out yet. */
export async function pushStep(context: OperatorContext): Promise<void> {
  const { session, log, gatewayId } = context;
  await log.refresh();
  for (const { epoch, subtree, call } of await pushesDue(session, gatewayId, log.finals(gatewayId), context.read)) {
    try {
      const transaction = await context.send(call);
      const says = `paid accounts ${subtree * 2_048} to ${subtree * 2_048 + 2_047}`;
      context.report({ step: "push", kind: "did", epoch, says, transaction });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.report({ step: "push", kind: "waits", epoch, says: `subtree ${subtree}: ${error.message}` });
    }
  }
}
