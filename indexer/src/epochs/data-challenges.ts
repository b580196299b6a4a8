import type { Hex } from "viem";

import { dataChallenge, epoch } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import { setParameter } from "../fold/parameter.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

const idOf = ({ recordHash, node }: { readonly recordHash: Hex; readonly node: Hex }): string => `${recordHash}-${node}`;

/** A node of an epoch can be challenged once. */
export const dataChallenged: Reducer<EventArgs<"ChunkProofs", "DataChallenged">> = async (store, event) => {
  const { recordHash: epochId, node, challenger, bond, deadline, level } = event.args;
  const id = idOf(event.args);
  const row = { id, epochId, node, level, state: "Open", challenger, bond, deadline, ...originOf(event) } as const;
  if (!(await create(store, dataChallenge, id, row))) await reportTwice(store, event, { what: "data challenge", id });
};

/** A false answer convicts the epoch, and gives the challenger's bond back in the event that follows. */
export const challengeAnswered: Reducer<EventArgs<"ChunkProofs", "ChallengeAnswered">> = async (store, event) => {
  const id = idOf(event.args);
  await amendKnown(store, event, dataChallenge, { what: "data challenge", id }, () => ({
    state: event.args.isTrue ? ("Answered" as const) : ("Refuted" as const),
    answeredBy: event.args.actor,
    answeredAt: event.block.timestamp,
    answeredIn: originOf(event).transactionHash,
  }));
};

export const challengeClosed: Reducer<EventArgs<"ChunkProofs", "ChallengeClosed">> = async (store, event) => {
  const id = idOf(event.args);
  await amendKnown(store, event, dataChallenge, { what: "data challenge", id }, (row) => ({
    state: row.state === "Refuted" ? row.state : ("Closed" as const),
    closedBy: event.args.actor,
    closedAt: event.block.timestamp,
  }));
};

/** nano-OPEN, for later challenges. */
export const challengeBondChanged: Reducer<EventArgs<"ChunkProofs", "ChallengeBondChanged">> = (store, event) =>
  setParameter(store, event, { name: "challengeBond", value: event.args.bond, actor: event.args.actor });

/** The epoch ledger's count, and how long the epoch stays open after an answer. */
export const challengeCounted: Reducer<EventArgs<"EpochLedger", "ChallengeCounted">> = async (store, event) => {
  const { recordHash: id, openChallenges, openUntil } = event.args;
  await amendKnown(store, event, epoch, { what: "epoch", id }, () => ({ openChallenges, openUntil: BigInt(openUntil) }));
};
