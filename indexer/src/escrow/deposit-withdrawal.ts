import { withdrawal } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { changeDeposit, checkBalance, insertEntry } from "./payer.ts";

/** A request replaces the one before it. */
export const withdrawalRequested: Reducer<EventArgs<"PaymentEscrow", "WithdrawalRequested">> = async (store, event) => {
  const { payer: payerId, amount, withdrawableAt, actor } = event.args;
  await insertEntry(store, event, { payerId, kind: "WithdrawalRequested", amount, actor });
  await changeDeposit(store, event, payerId, () => ({ withdrawing: amount, withdrawableAt: BigInt(withdrawableAt) }));
};

export const withdrawalCancelled: Reducer<EventArgs<"PaymentEscrow", "WithdrawalCancelled">> = async (store, event) => {
  const { payer: payerId, amount, actor } = event.args;
  await insertEntry(store, event, { payerId, kind: "WithdrawalCancelled", amount, actor });
  await changeDeposit(store, event, payerId, () => ({ withdrawing: 0n, withdrawableAt: null }));
};

/** A withdrawal ends the request, even if less was left than asked. */
export const depositWithdrawn: Reducer<EventArgs<"PaymentEscrow", "DepositWithdrawn">> = async (store, event) => {
  const { payer: payerId, payout, amount, balance, actor } = event.args;
  await insertEntry(store, event, { payerId, kind: "Withdrawn", amount, balance, actor });
  const paid = { id: factId(event), kind: "Deposit", accountId: payerId, payout, amount, actor } as const;
  await store.insert(withdrawal, { ...paid, ...originOf(event) });
  await checkBalance(store, event, payerId, -amount, balance);
  await changeDeposit(store, event, payerId, (row) => ({
    balance,
    withdrawing: 0n,
    withdrawableAt: null,
    withdrawn: row.withdrawn + amount,
  }));
  await addToNetwork(store, event, { depositWithdrawn: amount });
};
