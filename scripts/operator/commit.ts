import { headerTypedData, nanoToOpen, vectorEntries, type StreamedEpoch } from "@openledger/sdk";
import { bytesToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { headsOf } from "../epoch-rail/chain-state.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import { buildStep } from "./build.ts";
import type { OperatorContext } from "./context.ts";
import { redeemStep } from "./redeem.ts";

/** Refusals that say that somebody else was faster, so the chain has to be looked at again. */
const OVERTAKEN = ["EpochLedger_WrongEpoch", "EpochLedger_WrongParent"];

async function commitOne(context: OperatorContext, epoch: StreamedEpoch): Promise<boolean> {
  const { session, receiptKey } = context;
  const number = epoch.header.epoch;
  const signer = privateKeyToAccount(receiptKey);
  const typedData = headerTypedData({ chainId: session.deployment.chainId, epochLedger: session.address("EpochLedger"), epoch });
  const signature = await signer.signTypedData(typedData as never);
  try {
    const transaction = await context.send({
      contract: "EpochLedger",
      functionName: "commit",
      args: [bytesToHex(epoch.packed), signer.address, signature],
    });
    const fees = nanoToOpen(epoch.top.fields.feeTotal);
    context.report({ step: "commit", kind: "did", epoch: number, says: `committed ${fees} OPEN of fees`, transaction });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (OVERTAKEN.includes(error.errorName)) return true;
    context.report({
      step: "commit",
      kind: error.errorName === "EpochLedger_SameSecond" ? "waits" : "warns",
      epoch: number,
      says: `the ledger refuses it: ${error.message}`,
    });
    return false;
  }
}

/** Commits every closed epoch in turn, each only once its debits are covered. */
export async function commitStep(context: OperatorContext): Promise<void> {
  for (;;) {
    const epoch = await buildStep(context);
    if (epoch === undefined) return;
    const number = epoch.header.epoch;
    if (!(await redeemStep(context, vectorEntries(epoch.top.debits)))) {
      context.report({ step: "commit", kind: "waits", epoch: number, says: "not committed: its debits are not covered by vouchers" });
      return;
    }
    if ((await headsOf(context.session, context.gatewayId)).nextEpoch === number && !(await commitOne(context, epoch))) return;
    await context.log.refresh();
  }
}
