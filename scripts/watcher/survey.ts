import type { Hex } from "viem";

import { committedEpochs, headsOf } from "../epoch-rail/chain-state.ts";
import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import { checkEpoch } from "./check-epoch.ts";
import type { WatcherContext } from "./context.ts";
import type { Finding } from "./finding.ts";
import { readSignedReceipts } from "./signed-receipts.ts";

export type Checked = { readonly epoch: CommittedEpoch; readonly findings: readonly Finding[] };

/**
 * Checks every epoch that can still be voided.
 * @param known Records that were found true before, with the number of signed receipts that were known then; they are not rebuilt again.
 * @throws LyingHeadError before anything is concluded from a chain that contradicts itself.
 */
export async function survey(context: WatcherContext, known: Map<Hex, number> = new Map()): Promise<readonly Checked[]> {
  const { session, log, offering, read } = context;
  await context.guard.check();
  await log.refresh();
  const commons = await session.read<number>("EpochLedger", "commons");
  const signed = await readSignedReceipts(session, context.receipts, (says) => context.report({ kind: "note", says }));
  const checked: Checked[] = [];
  for (const gateway of gatewaysOf(context)) {
    const { nextEpoch, nextFinal } = await headsOf(session, gateway);
    const epochs = await committedEpochs(session, log, gateway, [nextFinal, nextEpoch]);
    for (const epoch of epochs) {
      if (known.get(epoch.hash) === signed.length) continue;
      const findings = await checkEpoch({ session, epoch, read, offering, nodesShown: log.nodesShown, commons, signed });
      if (findings.length === 0) known.set(epoch.hash, signed.length);
      tell(context, epoch, findings);
      checked.push({ epoch, findings });
      // Later epochs go with a false one.
      if (findings.some(({ kind }) => kind === "lie")) break;
    }
  }
  for (const { says } of context.trouble.splice(0)) context.report({ kind: "store", says });
  return checked;
}

function gatewaysOf({ log, gatewayId }: WatcherContext): readonly number[] {
  if (gatewayId !== undefined) return [gatewayId];
  return [...new Set([...log.committed.values()].map(({ gatewayId: gateway }) => gateway))].sort((a, b) => a - b);
}

function tell(context: WatcherContext, { gatewayId: gateway, epoch, topFields }: CommittedEpoch, findings: readonly Finding[]): void {
  if (findings.length === 0)
    context.report({ kind: "true", gateway, epoch, says: `all ${topFields.receiptCount} receipts rebuilt, everything is as committed` });
  for (const { kind, says } of findings) context.report({ kind, gateway, epoch, says });
}
