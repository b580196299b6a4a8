import { vectorEntries } from "@openledger/sdk";

import { answerStep } from "./answer.ts";
import { buildStep, rebuildStep } from "./build.ts";
import { commitStep } from "./commit.ts";
import type { OperatorContext, Step } from "./context.ts";
import { expireStep, restoreStep } from "./expire.ts";
import { finaliseStep, pushStep } from "./finalise.ts";
import { holdStep } from "./hold.ts";
import { redeemStep } from "./redeem.ts";

const steps: Readonly<Record<Step, (context: OperatorContext) => Promise<unknown>>> = {
  close: async (context) => {
    const epoch = await context.source.close();
    if (epoch === undefined)
      context.report({ step: "close", kind: "waits", says: "no epoch is open: nothing was served since the last one" });
    else context.report({ step: "close", kind: "did", epoch, says: "closed: the next receipt opens the next epoch" });
  },
  build: rebuildStep,
  redeem: async (context) => {
    const next = await buildStep(context);
    await redeemStep(context, next && vectorEntries(next.top.debits));
  },
  commit: commitStep,
  hold: holdStep,
  answer: answerStep,
  expire: expireStep,
  restore: restoreStep,
  finalise: finaliseStep,
  push: pushStep,
};

/** What `run` does in one pass, in this order: what has a deadline first. */
export const PASS: readonly Step[] = ["answer", "expire", "restore", "hold", "commit", "hold", "finalise", "push"];

/** Runs steps one after the other on what the chain says now. Every step looks first, so all of them are safe to repeat. */
export async function runSteps(context: OperatorContext, names: readonly Step[]): Promise<void> {
  for (const name of names) {
    await context.log.refresh();
    await steps[name](context);
  }
}
