import { contributionEarning } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { amendKnown } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";

/** What still names an item long after its withdrawal pays the commons. */
export const contributionRetired: Reducer<EventArgs<"ContributionLedger", "ContributionRetired">> = async (store, event) => {
  const id = event.args.contribution;
  const change = { isVoided: true, updatedAt: event.block.timestamp };
  await amendKnown(store, event, contributionEarning, { what: "earning of contribution", id }, () => change);
};
