import { appeal, appealedItem, roundItem, roundLevel, ruling } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { amendKnown, reportMissing, reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";
import { bitsOf } from "./bits.ts";
import { findingIdOf, levelIdOf, roundItemIdOf } from "./ids.ts";
import { decodeVotes } from "./votes.ts";

export const verdictsAppealed: Reducer<EventArgs<"ValidationRounds", "VerdictsAppealed">> = async (store, event) => {
  const { level, appellant: appellantId, items, paid, actor } = event.args;
  const roundId = BigInt(event.args.round);
  const levelId = levelIdOf(roundId, level);
  const positions = bitsOf(items);
  const appealId = factId(event);
  const row = { id: appealId, roundId, levelId, appellantId, itemCount: positions.length, paid, actor, ...originOf(event) };
  await store.insert(appeal, row);
  const isKnown = await amendKnown(store, event, roundLevel, { what: "level", id: levelId }, (at) => ({
    appealedPositions: [...new Set([...at.appealedPositions, ...positions])].sort((a, b) => a - b),
  }));
  if (!isKnown) return;
  for (const position of positions) {
    const roundItemId = roundItemIdOf(roundId, position);
    const item = await store.find(roundItem, roundItemId);
    if (item === null) {
      await reportMissing(store, event, { what: "round item", id: roundItemId });
      continue;
    }
    const id = findingIdOf(roundId, level, position);
    const entry = { id, appealId, roundItemId, contributionId: item.contributionId, appellantId, ...originOf(event) };
    if (!(await create(store, appealedItem, id, entry))) await reportTwice(store, event, { what: "appealed item", id });
  }
};

/** A bond returns to its appellant, or goes to the commons account. */
export const appealSettled: Reducer<EventArgs<"ValidationRounds", "AppealSettled">> = async (store, event) => {
  const { level, item: position, appellant, bond, isReturned } = event.args;
  const id = findingIdOf(BigInt(event.args.round), level, position);
  const row = await store.find(appealedItem, id);
  if (row === null) return reportMissing(store, event, { what: "appealed item", id });
  if (row.appellantId !== appellant) {
    const subject = `appellant of appealed item ${id}`;
    await report(store, event, { kind: "TotalMismatch", subject, expected: row.appellantId, actual: appellant });
  }
  await store.update(appealedItem, id, { bond, isReturned, settledAt: event.block.timestamp });
};

/** Governance's verdicts; `ItemsFinalised` makes them final in the same transaction. */
export const roundRuled: Reducer<EventArgs<"ValidationRounds", "RoundRuled">> = async (store, event) => {
  const { items, votes, actor } = event.args;
  const roundId = BigInt(event.args.round);
  const positions = bitsOf(items);
  await store.insert(ruling, { id: factId(event), roundId, positions, votes, actor, ...originOf(event) });
  const outcomes = decodeVotes(votes);
  if (outcomes.length !== positions.length) {
    const subject = `ruling on round ${roundId}`;
    await report(store, event, { kind: "CountMismatch", subject, expected: positions.length, actual: outcomes.length });
  }
  for (const [index, { reason, score }] of outcomes.slice(0, positions.length).entries()) {
    const id = roundItemIdOf(roundId, positions[index]!);
    const change = { decision: "Ruling", reason, score } as const;
    await amendKnown(store, event, roundItem, { what: "round item", id }, () => change);
  }
};
