import { accountDay, balance, epochPayout } from "../../ponder.schema.ts";
import { accountDayId, emptyDay } from "../accounts/empty-day.ts";
import { emptyBalance } from "../accounts/empty-balance.ts";
import { originOf, type FoldEvent } from "../fold/event.ts";
import { addToNetwork } from "../fold/network.ts";
import { upsert, type NewRow, type Store } from "../fold/store.ts";
import { sumOf, type AccountAmount } from "./words.ts";

/** Where the amounts come from: a row of the table that the kind names. */
export interface Source {
  readonly kind: NewRow<typeof epochPayout>["kind"];
  readonly sourceId: string;
  readonly gatewayId: number;
}

/** Adds to balances what a rail credited in ranges, account by account; payouts of receipts say elsewhere what for. */
export const creditBalances = async (
  store: Store,
  event: FoldEvent,
  amounts: readonly AccountAmount[],
  isEarned: boolean,
): Promise<void> => {
  for (const { accountId, amount } of amounts) {
    await upsert(store, balance, accountId, emptyBalance(accountId, event), (row) => ({
      credited: row.credited + amount,
      claimable: row.claimable + amount,
      ...(isEarned ? { earned: row.earned + amount } : {}),
      updatedAt: event.block.timestamp,
    }));
  }
  const total = sumOf(amounts);
  await addToNetwork(store, event, { rangeExplained: total, ...(isEarned ? { earned: total } : {}) });
};

/** The same for what no payout of a receipt explains: a row of epoch_payout for each account. */
export const payAccounts = async (store: Store, event: FoldEvent, amounts: readonly AccountAmount[], source: Source): Promise<void> => {
  await creditBalances(store, event, amounts, true);
  await store.insert(
    epochPayout,
    amounts.map(({ accountId, amount }) => ({
      id: `${source.sourceId}-${accountId}`,
      accountId,
      amount,
      ...source,
      dayId: accountDayId(accountId, event),
      ...originOf(event),
    })),
  );
  for (const { accountId, amount } of amounts) {
    await upsert(store, accountDay, accountDayId(accountId, event), emptyDay(accountId, event), (row) => ({ earned: row.earned + amount }));
  }
};
