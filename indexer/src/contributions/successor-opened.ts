import { contributionEarning } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { reportTwice } from "../fold/missing.ts";
import { ownerOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

/** Number 0 of the Datanet's account earns what its withdrawn items would. It is no contribution, only a place where earnings add up. */
export const successorOpened: Reducer<EventArgs<"ContributionLedger", "SuccessorOpened">> = async (store, event) => {
  const { datanet: datanetId, contribution: contributionId } = event.args;
  const nothing = { earned: 0n, voided: 0n, legCount: 0, receiptCount: 0 };
  const about = { contributionId, accountId: ownerOf(contributionId), datanetId, isVoided: false };
  const row = { ...about, ...nothing, updatedAt: event.block.timestamp };
  if (!(await create(store, contributionEarning, contributionId, row)))
    await reportTwice(store, event, { what: "successor", id: contributionId });
};
