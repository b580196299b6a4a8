import { commit, contribution, datanet } from "../../ponder.schema.ts";
import { termsIdOf } from "../datanets/terms-published.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import { localOf } from "../fold/names.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

/** Every item starts as pending; one that repeats an earlier root has a ContributionStatusChanged of its own. */
export const contributionsRevealed: Reducer<EventArgs<"ContributionLedger", "ContributionsRevealed">> = async (store, event) => {
  const { datanet: datanetId, account: accountId, firstContribution, termsVersion, bond, items } = event.args;
  const commitId = BigInt(event.args.commit);
  await amendKnown(store, event, commit, { what: "commit", id: commitId }, () => ({
    revealedAt: event.block.timestamp,
    firstContribution,
  }));
  let count = 0;
  for (const [index, item] of items.entries()) {
    const id = firstContribution + BigInt(index);
    const isNew = await create(store, contribution, id, {
      id,
      accountId,
      local: localOf(id),
      datanetId,
      commitId,
      termsId: termsIdOf(datanetId, termsVersion),
      ...item,
      status: "Pending",
      reason: "None",
      noveltyPpm: 0,
      bond,
      ...originOf(event),
    });
    if (isNew) count++;
    else await reportTwice(store, event, { what: "contribution", id });
  }
  await addToNetwork(store, event, { contributionCount: count });
  await amendKnown(store, event, datanet, { what: "datanet", id: datanetId }, (row) => ({ pendingCount: row.pendingCount + count }));
};
