import { draw, drawSecret, panelMember, seedBlock } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportMissing, reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";
import { memberIdOf, secretIdOf, seedBlockIdOf } from "./ids.ts";
import { recordOffence, withheldSecretId } from "./offence-ids.ts";

export const drawRequested: Reducer<EventArgs<"PanelDraws", "DrawRequested">> = async (store, event) => {
  const { datanet: datanetId, funder: funderId, size, snapshot, deadline } = event.args;
  const id = BigInt(event.args.draw);
  const isNew = await create(store, draw, id, {
    id,
    datanetId,
    funderId,
    phase: "Committing",
    size,
    memberCount: 0,
    snapshotAt: BigInt(snapshot),
    deadline: BigInt(deadline),
    committerIds: [],
    revealedCount: 0,
    ...originOf(event),
  });
  if (!isNew) await reportTwice(store, event, { what: "draw", id });
};

export const secretCommitted: Reducer<EventArgs<"PanelDraws", "SecretCommitted">> = async (store, event) => {
  const { validator: validatorId, hash } = event.args;
  const drawId = BigInt(event.args.draw);
  const row = await store.find(draw, drawId);
  if (row === null) return reportMissing(store, event, { what: "draw", id: drawId });
  const id = secretIdOf(drawId, validatorId);
  const secret = { id, drawId, validatorId, position: row.committerIds.length, hash, ...originOf(event) };
  if (!(await create(store, drawSecret, id, secret))) return reportTwice(store, event, { what: "secret", id });
  await store.update(draw, drawId, { committerIds: [...row.committerIds, validatorId] });
};

export const secretRevealed: Reducer<EventArgs<"PanelDraws", "SecretRevealed">> = async (store, event) => {
  const { validator, secret } = event.args;
  const drawId = BigInt(event.args.draw);
  const id = secretIdOf(drawId, validator);
  const change = { secret, revealedAt: event.block.timestamp };
  if (!(await amendKnown(store, event, drawSecret, { what: "secret", id }, () => change))) return;
  await amendKnown(store, event, draw, { what: "draw", id: drawId }, (row) => ({ revealedCount: row.revealedCount + 1 }));
};

/** The first seed block ends the commits; a later one replaces a block whose hash nobody read in time. */
export const seedBlockFixed: Reducer<EventArgs<"PanelDraws", "SeedBlockFixed">> = async (store, event) => {
  const { actor } = event.args;
  const [drawId, number] = [BigInt(event.args.draw), BigInt(event.args.seedBlock)];
  const id = seedBlockIdOf(drawId, number);
  const isNew = await create(store, seedBlock, id, { id, drawId, number, actor, ...originOf(event) });
  if (!isNew) await reportTwice(store, event, { what: "seed block", id });
  const change = { phase: "Revealing", deadline: BigInt(event.args.deadline), seedBlock: number } as const;
  await amendKnown(store, event, draw, { what: "draw", id: drawId }, () => change);
};

export const seedBlockRead: Reducer<EventArgs<"PanelDraws", "SeedBlockRead">> = async (store, event) => {
  const { blockHash } = event.args;
  const drawId = BigInt(event.args.draw);
  const id = seedBlockIdOf(drawId, BigInt(event.args.seedBlock));
  const change = { hash: blockHash, readAt: event.block.timestamp };
  await amendKnown(store, event, seedBlock, { what: "seed block", id }, () => change);
  await amendKnown(store, event, draw, { what: "draw", id: drawId }, () => ({ blockHash }));
};

/** Secrets that were not shown by now are withheld; their slashes follow. */
export const panelDrawn: Reducer<EventArgs<"PanelDraws", "PanelDrawn">> = async (store, event) => {
  const { seed, members } = event.args;
  const drawId = BigInt(event.args.draw);
  const row = await store.find(draw, drawId);
  if (row === null) return reportMissing(store, event, { what: "draw", id: drawId });
  await store.update(draw, drawId, { phase: "Drawn", memberCount: members.length, seed, drawnAt: event.block.timestamp });
  for (const [place, validatorId] of members.entries()) {
    const id = memberIdOf(drawId, place);
    const isNew = await create(store, panelMember, id, { id, drawId, seat: place, validatorId, ...originOf(event) });
    if (!isNew) await reportTwice(store, event, { what: "panel member", id });
  }
  for (const validatorId of row.committerIds) {
    const secret = await store.find(drawSecret, secretIdOf(drawId, validatorId));
    if (secret === null || secret.secret !== null) continue;
    const id = withheldSecretId(event.address, event.args.draw, validatorId);
    await recordOffence(store, event, { id, kind: "WithheldSecret", validatorId, drawId });
  }
};
