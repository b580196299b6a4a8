import type { Hex } from "viem";

import { committedTree, treeChallenge } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

const idOf = ({ recordHash, question }: { readonly recordHash: Hex; readonly question: Hex }): string => `${recordHash}-${question}`;

/** What is below a node of a tree can be asked once. */
export const treeChallenged: Reducer<EventArgs<"TreeProofs", "TreeChallenged">> = async (store, event) => {
  const { recordHash: epochId, question, challenger, bond, deadline, tree, root, place } = event.args;
  const { height, index, node, path } = place;
  const id = idOf(event.args);
  const row = {
    ...{ id, epochId, question, tree: nameOf(committedTree, tree), root, depth: height + path.length, height, index: BigInt(index), node },
    ...({ state: "Open", challenger, bond, deadline } as const),
    ...originOf(event),
  };
  if (!(await create(store, treeChallenge, id, row))) await reportTwice(store, event, { what: "tree challenge", id });
};

export const treeAnswered: Reducer<EventArgs<"TreeProofs", "TreeAnswered">> = async (store, event) => {
  const id = idOf(event.args);
  await amendKnown(store, event, treeChallenge, { what: "tree challenge", id }, () => ({
    state: "Answered" as const,
    answeredBy: event.args.actor,
    answeredAt: event.block.timestamp,
  }));
};

export const treeChallengeClosed: Reducer<EventArgs<"TreeProofs", "TreeChallengeClosed">> = async (store, event) => {
  const id = idOf(event.args);
  await amendKnown(store, event, treeChallenge, { what: "tree challenge", id }, () => ({
    state: "Closed" as const,
    owner: event.args.owner,
    closedBy: event.args.actor,
    closedAt: event.block.timestamp,
  }));
};
