import type { Hex } from "viem";

import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import { askForData, askForNodes } from "./ask.ts";
import { attempt } from "./attempt.ts";
import type { WatcherContext } from "./context.ts";
import type { Finding } from "./finding.ts";
import type { Checked } from "./survey.ts";

/** Acts on what was found: files the first proof that the chain takes, asks on chain for what is missing or hidden. */
export async function act(context: WatcherContext, checked: readonly Checked[]): Promise<void> {
  for (const { epoch, findings } of checked) {
    for (const finding of findings) {
      if (finding.kind === "missing") await askForData(context, epoch, finding.node);
      if (finding.kind === "hidden") await askForNodes(context, epoch, finding.asked);
      if (finding.kind === "lie" && (await prove(context, epoch, finding))) break;
    }
  }
}

async function prove(context: WatcherContext, epoch: CommittedEpoch, { proofs }: Finding & { kind: "lie" }): Promise<boolean> {
  for (const { lie, call } of proofs) {
    if (await attempt(context, call, epoch, `proved ${lie}: the epoch is void`)) return true;
    if ((await context.session.read<Hex>("EpochLedger", "recordOf", [epoch.gatewayId, epoch.epoch])) !== epoch.hash) return true;
  }
  return false;
}
