import { ballot, finding, panelMember, roundItem, roundLevel, vote } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportMissing, reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";
import { bitsOf } from "./bits.ts";
import { ballotIdOf, findingIdOf, levelIdOf, memberIdOf, roundItemIdOf, voteIdOf } from "./ids.ts";
import { recordOffence, silenceId } from "./offence-ids.ts";
import { acceptingSeatsOf, decodeVotes, outcomeOf } from "./votes.ts";

export const votesCommitted: Reducer<EventArgs<"ValidationRounds", "VotesCommitted">> = async (store, event) => {
  const { level, seat, validator: validatorId, hash } = event.args;
  const roundId = BigInt(event.args.round);
  const [id, levelId] = [ballotIdOf(roundId, level, seat), levelIdOf(roundId, level)];
  const row = { id, roundId, levelId, seat, validatorId, hash, ...originOf(event) };
  if (!(await create(store, ballot, id, row))) return reportTwice(store, event, { what: "ballot", id });
  await amendKnown(store, event, roundLevel, { what: "level", id: levelId }, (known) => ({ committedCount: known.committedCount + 1 }));
};

/** One row for each vote: the votes stand in the order of the items that the level judges. */
export const votesRevealed: Reducer<EventArgs<"ValidationRounds", "VotesRevealed">> = async (store, event) => {
  const { level, seat, validator: validatorId, votes } = event.args;
  const roundId = BigInt(event.args.round);
  const [ballotId, levelId] = [ballotIdOf(roundId, level, seat), levelIdOf(roundId, level)];
  const shown = { votes, revealedAt: event.block.timestamp };
  if (!(await amendKnown(store, event, ballot, { what: "ballot", id: ballotId }, () => shown))) return;
  const at = await store.find(roundLevel, levelId);
  if (at === null) return reportMissing(store, event, { what: "level", id: levelId });
  await store.update(roundLevel, levelId, { revealedCount: at.revealedCount + 1 });

  const outcomes = decodeVotes(votes);
  if (outcomes.length !== at.positions.length) {
    const subject = `votes of ballot ${ballotId}`;
    await report(store, event, { kind: "CountMismatch", subject, expected: at.positions.length, actual: outcomes.length });
  }
  for (const [index, position] of at.positions.entries()) {
    const outcome = outcomes[index];
    const roundItemId = roundItemIdOf(roundId, position);
    const item = await store.find(roundItem, roundItemId);
    if (outcome === undefined || item === null) continue;
    const { isAccepted: accepts, reason, score } = outcome;
    const id = voteIdOf(roundId, level, seat, position);
    const place = { id, roundId, levelId, ballotId, roundItemId, contributionId: item.contributionId, validatorId };
    const isNew = await create(store, vote, id, { ...place, accepts, reason, score, ...originOf(event) });
    if (!isNew) await reportTwice(store, event, { what: "vote", id });
  }
};

/** What the level found of each item, if a quorum showed its votes. The slashes of members that showed none follow. */
export const votesTallied: Reducer<EventArgs<"ValidationRounds", "VotesTallied">> = async (store, event) => {
  const { level, isDecided, items, records } = event.args;
  const roundId = BigInt(event.args.round);
  const levelId = levelIdOf(roundId, level);
  const at = await store.find(roundLevel, levelId);
  if (at === null) return reportMissing(store, event, { what: "level", id: levelId });
  await store.update(roundLevel, levelId, { isDecided, talliedAt: event.block.timestamp });

  const positions = isDecided ? bitsOf(items) : [];
  if (positions.length !== records.length) {
    const subject = `records of level ${levelId}`;
    await report(store, event, { kind: "CountMismatch", subject, expected: positions.length, actual: records.length });
  }
  for (const [index, position] of positions.entries()) {
    const record = records[index];
    const roundItemId = roundItemIdOf(roundId, position);
    const item = await store.find(roundItem, roundItemId);
    if (record === undefined || item === null) continue;
    const acceptingSeats = bitsOf(acceptingSeatsOf(record));
    const acceptCount = acceptingSeats.length;
    const rejectCount = Math.max(0, at.revealedCount - acceptCount);
    const id = findingIdOf(roundId, level, position);
    const place = { id, roundId, levelId, roundItemId, contributionId: item.contributionId };
    const row = { ...place, ...outcomeOf(record), acceptCount, rejectCount, acceptingSeats, ...originOf(event) };
    if (!(await create(store, finding, id, row))) await reportTwice(store, event, { what: "finding", id });
  }

  for (let seat = 0; seat < at.memberCount; seat += 1) {
    const shown = await store.find(ballot, ballotIdOf(roundId, level, seat));
    const member = await store.find(panelMember, memberIdOf(at.drawId, seat));
    if (member === null || (shown !== null && shown.votes !== null)) continue;
    const id = silenceId(event.address, event.args.round, level, seat);
    await recordOffence(store, event, { id, kind: "Silence", validatorId: member.validatorId, roundId, levelId });
  }
};
