import { commit } from "../../ponder.schema.ts";
import { termsIdOf } from "../datanets/terms-published.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

export const contributionsCommitted: Reducer<EventArgs<"ContributionLedger", "ContributionsCommitted">> = async (store, event) => {
  const { datanet: datanetId, account: accountId, termsVersion, itemCount, hash, revealBefore } = event.args;
  const id = BigInt(event.args.commit);
  const isNew = await create(store, commit, id, {
    id,
    datanetId,
    accountId,
    termsId: termsIdOf(datanetId, termsVersion),
    itemCount,
    hash,
    revealBefore: BigInt(revealBefore),
    ...originOf(event),
  });
  if (!isNew) await reportTwice(store, event, { what: "commit", id });
};
