import {
  acceptancePenalty,
  contribution,
  duplicateClaim,
  duplicateProof,
  finding,
  panelMember,
  roundItem,
  roundLevel,
  slashing,
} from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { amendKnown, reportMissing, reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create, type Store } from "../fold/store.ts";
import { findingIdOf, levelIdOf, memberIdOf } from "./ids.ts";
import { acceptedDuplicateId, recordOffence } from "./offence-ids.ts";

type Punished = EventArgs<"DuplicateCourt", "AcceptancePunished">;

/** A claim is a hash until its first proven segments say what it is about. */
export const proofAnnounced: Reducer<EventArgs<"DuplicateCourt", "ProofAnnounced">> = async (store, event) => {
  const { hash: id, actor } = event.args;
  const nothing = { covered: 0n, provenUntil: 0n, stepCount: 0, isComplete: false };
  const isNew = await create(store, duplicateClaim, id, { id, ...nothing, actor, ...originOf(event) });
  if (!isNew) await reportTwice(store, event, { what: "claim", id });
};

export const overlapProven: Reducer<EventArgs<"DuplicateCourt", "OverlapProven">> = async (store, event) => {
  const { hash: id, later: laterId, earlier: earlierId, covered, provenUntil, needed } = event.args;
  await amendKnown(store, event, duplicateClaim, { what: "claim", id }, (row) => ({
    laterId,
    earlierId,
    covered,
    provenUntil,
    needed,
    stepCount: row.stepCount + 1,
    isComplete: covered >= needed,
  }));
};

/** The item's new status is in a `ContributionStatusChanged` of the same transaction. */
export const duplicateProven: Reducer<EventArgs<"DuplicateCourt", "DuplicateProven">> = async (store, event) => {
  const { later: contributionId, earlier: earlierId, prover: proverId, covered, bond } = event.args;
  const row = { contributionId, earlierId, proverId, covered, bond, ...originOf(event) };
  const isNew = await create(store, duplicateProof, contributionId, row);
  if (!isNew) await reportTwice(store, event, { what: "duplicate proof", id: contributionId });
};

/** Id of the offence: it names the item by its place in the round, and the member by its place among those that accepted. */
const offenceIdOf = async (store: Store, event: FoldEvent<Punished>): Promise<`0x${string}` | null> => {
  const { round, level, contribution: contributionId, validator } = event.args;
  const roundId = BigInt(round);
  const itemId = (await store.find(contribution, contributionId))?.roundItemId ?? null;
  const item = itemId === null ? null : await store.find(roundItem, itemId);
  if (item?.roundId !== roundId) return null;
  const found = await store.find(finding, findingIdOf(roundId, level, item.position));
  const panel = await store.find(roundLevel, levelIdOf(roundId, level));
  if (found === null || panel === null) return null;
  for (const [index, seat] of found.acceptingSeats.entries()) {
    const member = await store.find(panelMember, memberIdOf(panel.drawId, seat));
    if (member?.validatorId === validator) return acceptedDuplicateId(event.address, round, level, item.position, index);
  }
  return null;
};

/** A member lost stake for accepting a proven duplicate; the slash stands before this in the same transaction. */
export const acceptancePunished: Reducer<Punished> = async (store, event) => {
  const { level, contribution: contributionId, validator: validatorId, taken, actor } = event.args;
  const roundId = BigInt(event.args.round);
  const levelId = levelIdOf(roundId, level);
  const id = factId(event);
  await store.insert(acceptancePenalty, { id, roundId, levelId, contributionId, validatorId, taken, actor, ...originOf(event) });
  const offenceId = await offenceIdOf(store, event);
  if (offenceId === null) return reportMissing(store, event, { what: "acceptance", id: `${levelId}-${contributionId}-${validatorId}` });
  await recordOffence(store, event, { id: offenceId, kind: "AcceptedDuplicate", validatorId, roundId, levelId, contributionId });
  const taking = await store.find(slashing, offenceId);
  if (taking === null) return reportMissing(store, event, { what: "slashing", id: offenceId });
  if (taking.amount !== taken)
    await report(store, event, { kind: "TotalMismatch", subject: `slashing ${offenceId}`, expected: taking.amount, actual: taken });
};
