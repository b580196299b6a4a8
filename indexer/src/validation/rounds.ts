import { contribution, draw, phaseChange, round, roundItem, roundLevel, roundPhase } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { amendKnown, reportMissing, reportTwice } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend, create } from "../fold/store.ts";
import { below, bitsOf, hasBit } from "./bits.ts";
import { levelIdOf, roundItemIdOf } from "./ids.ts";

/** The phase and its deadline follow in a `PhaseChanged`. */
export const roundOpened: Reducer<EventArgs<"ValidationRounds", "RoundOpened">> = async (store, event) => {
  const { datanet: datanetId, payer: payerId, panelSize, fee, answersHash, items, actor } = event.args;
  const roundId = BigInt(event.args.round);
  const isNew = await create(store, round, roundId, {
    id: roundId,
    datanetId,
    payerId,
    phase: "Drawing",
    level: 0,
    deadline: event.block.timestamp,
    itemCount: items.length,
    panelSize,
    fee,
    answersHash,
    isVoid: false,
    admission: event.address,
    actor,
    ...originOf(event),
  });
  if (!isNew) return reportTwice(store, event, { what: "round", id: roundId });
  for (const [position, contributionId] of items.entries()) {
    const id = roundItemIdOf(roundId, position);
    const nothing = { outcome: "Open", level: 0, reason: "None", score: 0 } as const;
    await store.insert(roundItem, { id, roundId, contributionId, position, ...nothing, ...originOf(event) });
    await amendKnown(store, event, contribution, { what: "contribution", id: contributionId }, () => ({ roundItemId: id }));
  }
};

/** Level 0 judges all items, each later one those that were appealed at the level before it. */
export const panelRequested: Reducer<EventArgs<"ValidationRounds", "PanelRequested">> = async (store, event) => {
  const { level, size } = event.args;
  const [roundId, drawId] = [BigInt(event.args.round), BigInt(event.args.draw)];
  const row = await store.find(round, roundId);
  if (row === null) return reportMissing(store, event, { what: "round", id: roundId });
  const before = level === 0 ? null : await store.find(roundLevel, levelIdOf(roundId, level - 1));
  const positions = level === 0 ? below(row.itemCount) : (before?.appealedPositions ?? []);
  const id = levelIdOf(roundId, level);
  const isNew = await create(store, roundLevel, id, {
    id,
    roundId,
    level,
    drawId,
    panelSize: size,
    memberCount: 0,
    positions,
    appealedPositions: [],
    committedCount: 0,
    revealedCount: 0,
    ...originOf(event),
  });
  if (!isNew) return reportTwice(store, event, { what: "level", id });
  await amendKnown(store, event, draw, { what: "draw", id: drawId }, () => ({ roundId, levelId: id }));
  if (level > 0) for (const position of positions) await amend(store, roundItem, roundItemIdOf(roundId, position), () => ({ level }));
};

/** Voting begins with the phase of committing, by the members that were drawn. */
export const phaseChanged: Reducer<EventArgs<"ValidationRounds", "PhaseChanged">> = async (store, event) => {
  const { level, actor } = event.args;
  const [roundId, deadline, at] = [BigInt(event.args.round), BigInt(event.args.deadline), event.block.timestamp];
  const phase = nameOf(roundPhase, event.args.phase);
  await store.insert(phaseChange, { id: factId(event), roundId, level, phase, deadline, actor, ...originOf(event) });
  const change = { phase, level, deadline, ...(phase === "Closed" ? { closedAt: at } : {}) };
  await amendKnown(store, event, round, { what: "round", id: roundId }, () => change);
  if (phase !== "Committing") return;
  const id = levelIdOf(roundId, level);
  const row = await store.find(roundLevel, id);
  if (row === null) return reportMissing(store, event, { what: "level", id });
  const panel = await store.find(draw, row.drawId);
  await store.update(roundLevel, id, { memberCount: panel?.memberCount ?? 0, votingFrom: at });
};

export const answersRevealed: Reducer<EventArgs<"ValidationRounds", "AnswersRevealed">> = async (store, event) => {
  const { known, accept } = event.args;
  const roundId = BigInt(event.args.round);
  const row = await store.find(round, roundId);
  if (row === null) return reportMissing(store, event, { what: "round", id: roundId });
  await store.update(round, roundId, { answersRevealedAt: event.block.timestamp });
  const positions = bitsOf(known);
  const inside = positions.filter((position) => position < row.itemCount);
  if (inside.length < positions.length) {
    const subject = `known answers of round ${roundId}`;
    await report(store, event, { kind: "CountMismatch", subject, expected: `items below ${row.itemCount}`, actual: positions.join() });
  }
  for (const position of inside)
    await amend(store, roundItem, roundItemIdOf(roundId, position), () => ({ knownAnswer: hasBit(accept, position) }));
};

export const answersBondSettled: Reducer<EventArgs<"ValidationRounds", "AnswersBondSettled">> = async (store, event) => {
  const id = BigInt(event.args.round);
  await amendKnown(store, event, round, { what: "round", id }, () => ({ answersBondTo: event.args.account }));
};
