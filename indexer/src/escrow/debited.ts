import type { EventArgs } from "../fold/contracts.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { changeAllowance } from "./allowance.ts";
import { changeDeposit, checkBalance, insertEntry } from "./payer.ts";

export const debited: Reducer<EventArgs<"PaymentEscrow", "Debited">> = async (store, event) => {
  const { payer: payerId, gateway: gatewayId, amount, balance } = event.args;
  await insertEntry(store, event, { payerId, kind: "Debited", gatewayId, amount, balance });
  await checkBalance(store, event, payerId, -amount, balance);
  await changeDeposit(store, event, payerId, (row) => {
    // What was asked back can still be billed, and then there is less to take.
    const withdrawing = row.withdrawing > balance ? balance : row.withdrawing;
    return { balance, withdrawing, ...(withdrawing === 0n ? { withdrawableAt: null } : {}), debited: row.debited + amount };
  });
  await changeAllowance(store, event, { payerId, gatewayId }, () => ({ debited: event.args.debited }));
  await addToNetwork(store, event, { debited: amount });
};
