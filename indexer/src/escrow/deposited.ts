import type { EventArgs } from "../fold/contracts.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { changeDeposit, checkBalance, insertEntry } from "./payer.ts";

export const deposited: Reducer<EventArgs<"PaymentEscrow", "Deposited">> = async (store, event) => {
  const { payer: payerId, from: actor, amount, balance } = event.args;
  await insertEntry(store, event, { payerId, kind: "Deposited", amount, balance, actor });
  await checkBalance(store, event, payerId, amount, balance);
  await changeDeposit(store, event, payerId, (row) => ({ balance, deposited: row.deposited + amount }));
  await addToNetwork(store, event, { deposited: amount });
};
