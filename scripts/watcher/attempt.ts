import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import { sendCall } from "../epoch-rail/send-call.ts";
import type { Call } from "../epoch-rail/session.ts";
import type { WatcherContext } from "./context.ts";

/** Sends a call. @returns Whether the chain took it; a refusal is told. */
export async function attempt(context: WatcherContext, call: Call, epoch: CommittedEpoch, says: string): Promise<boolean> {
  const place = { gateway: epoch.gatewayId, epoch: epoch.epoch };
  try {
    const note = (line: string) => context.report({ kind: "note", says: line });
    const { transactionHash } = await sendCall(context.session, call, context.sendRules, note);
    context.report({ kind: "filed", ...place, says, transaction: transactionHash });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    context.report({ kind: "refused", ...place, says: `${says}: ${error.message}` });
    return false;
  }
}
