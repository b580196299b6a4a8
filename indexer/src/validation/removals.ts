import { removal, removalOutcome, verdictReason } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import { idOrNull, nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

export const removalRequested: Reducer<EventArgs<"RemovalCourt", "RemovalRequested">> = async (store, event) => {
  const { contribution: contributionId, claimant: claimantId, evidence, evidenceUri, deadline, actor } = event.args;
  const id = BigInt(event.args.request);
  const isNew = await create(store, removal, id, {
    id,
    contributionId,
    claimantId,
    reason: nameOf(verdictReason, event.args.reason),
    evidence,
    evidenceUri,
    deadline: BigInt(deadline),
    outcome: "Open",
    actor,
    ...originOf(event),
  });
  if (!isNew) await reportTwice(store, event, { what: "removal", id });
};

/** The bond goes to whom the outcome favours. */
export const removalDecided: Reducer<EventArgs<"RemovalCourt", "RemovalDecided">> = async (store, event) => {
  const { beneficiary, bond, actor: decidedBy } = event.args;
  const id = BigInt(event.args.request);
  const outcome = nameOf(removalOutcome, event.args.outcome);
  const beneficiaryId = idOrNull(beneficiary);
  const change = { outcome, beneficiaryId, bond, decidedAt: event.block.timestamp, decidedBy };
  await amendKnown(store, event, removal, { what: "removal", id }, () => change);
};
