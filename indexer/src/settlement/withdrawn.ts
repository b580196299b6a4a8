import { accountDay, balance, withdrawal } from "../../ponder.schema.ts";
import { emptyBalance } from "../accounts/empty-balance.ts";
import { accountDayId, emptyDay } from "../accounts/empty-day.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { addToNetwork, findNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert } from "../fold/store.ts";

export const withdrawn: Reducer<EventArgs<"PayoutLedger", "Withdrawn">> = async (store, event) => {
  const { account: accountId, payout, amount, withdrawn: cumulative, actor } = event.args;
  const row = { id: factId(event), kind: "Earnings", accountId, payout, amount, cumulative, actor } as const;
  await store.insert(withdrawal, { ...row, ...originOf(event) });
  const before = (await store.find(balance, accountId)) ?? emptyBalance(accountId, event);
  const sum = before.withdrawn + amount;
  const subject = `withdrawals of account ${accountId}`;
  if (sum !== cumulative) await report(store, event, { kind: "TotalMismatch", subject, expected: sum, actual: cumulative });
  // What was credited in ranges and not explained may be this account's.
  const network = await findNetwork(store);
  const open = (network?.rangeCredited ?? 0n) - (network?.rangeExplained ?? 0n);
  const most = before.credited + (open > 0n ? open : 0n);
  if (cumulative > most) {
    await report(store, event, { kind: "CreditMismatch", subject, expected: `at most ${most}`, actual: cumulative });
  }
  const claimable = before.credited > cumulative ? before.credited - cumulative : 0n;
  const change = { withdrawn: cumulative, claimable, updatedAt: event.block.timestamp };
  await upsert(store, balance, accountId, before, () => change);
  await upsert(store, accountDay, accountDayId(accountId, event), emptyDay(accountId, event), (day) => ({
    withdrawn: day.withdrawn + amount,
  }));
  await addToNetwork(store, event, { withdrawn: amount });
};
