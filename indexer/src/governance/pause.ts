import { part, pause, pausedPart } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { amendKnown, reportMissing } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert, type NewRow, type Store } from "../fold/store.ts";

/** Changes the last pause of a part. */
const changePause = async (store: Store, event: FoldEvent, code: number, change: Partial<NewRow<typeof pause>>): Promise<void> => {
  const name = nameOf(part, code);
  const last = await store.find(pausedPart, name);
  if (last === null) return reportMissing(store, event, { what: "pause of", id: name });
  await amendKnown(store, event, pause, { what: "pause", id: last.pauseId }, () => change);
};

export const partPaused: Reducer<EventArgs<"Guardian", "PartPaused">> = async (store, event) => {
  const { endsAt, readyAt, reason, actor } = event.args;
  const name = nameOf(part, event.args.part);
  const id = factId(event);
  const known = await store.find(pausedPart, name);
  const last = known === null ? null : await store.find(pause, known.pauseId);
  const lasted = last !== null && last.endsAt > last.startedAt ? last.endsAt - last.startedAt : 0n;
  await store.insert(pause, {
    id,
    part: name,
    startedAt: event.block.timestamp,
    endsAt: BigInt(endsAt),
    readyAt: BigInt(readyAt),
    pausedBefore: (last?.pausedBefore ?? 0n) + lasted,
    reason,
    actor,
    ...originOf(event),
  });
  await upsert(store, pausedPart, name, { part: name, pauseId: id }, () => ({ pauseId: id }));
};

/** Governance ended a pause early; the cool-down runs from now. */
export const pauseLifted: Reducer<EventArgs<"Guardian", "PauseLifted">> = (store, event) => {
  const now = event.block.timestamp;
  return changePause(store, event, event.args.part, { endsAt: now, liftedAt: now, readyAt: BigInt(event.args.readyAt) });
};

/** Governance ended a cool-down. */
export const pauseRearmed: Reducer<EventArgs<"Guardian", "PauseRearmed">> = (store, event) =>
  changePause(store, event, event.args.part, { readyAt: 0n, rearmedAt: event.block.timestamp });
