import { balance, bondRelease, contribution } from "../../ponder.schema.ts";
import { emptyBalance } from "../accounts/empty-balance.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { reportMissing } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert } from "../fold/store.ts";

/** A bond leaves the item: to the contributor, or, if it was lost, to the commons account; the event names which. */
export const bondReleased: Reducer<EventArgs<"ContributionLedger", "BondReleased">> = async (store, event) => {
  const { contribution: contributionId, account: accountId, amount, toContributor } = event.args;
  await store.insert(bondRelease, { id: factId(event), contributionId, accountId, amount, toContributor, ...originOf(event) });
  await upsert(store, balance, accountId, emptyBalance(accountId, event), (row) => ({
    bondRefundable: row.bondRefundable + amount,
    updatedAt: event.block.timestamp,
  }));
  const item = await store.find(contribution, contributionId);
  if (item === null) return reportMissing(store, event, { what: "contribution", id: contributionId });
  if (amount > item.bond) {
    const subject = `bond of contribution ${contributionId}`;
    await report(store, event, { kind: "TotalMismatch", subject, expected: `at most ${item.bond}`, actual: amount });
  }
  await store.update(contribution, contributionId, { bond: amount > item.bond ? 0n : item.bond - amount });
};
