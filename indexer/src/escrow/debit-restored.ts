import { payerDeposit } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { changeAllowance } from "./allowance.ts";
import { changeDeposit, checkBalance, insertEntry } from "./payer.ts";

/** A debit that was only held came back: the epoch it was for is void. */
export const debitRestored: Reducer<EventArgs<"PaymentEscrow", "DebitRestored">> = async (store, event) => {
  const { payer: payerId, gateway: gatewayId, amount, debited, balance } = event.args;
  await insertEntry(store, event, { payerId, kind: "Restored", gatewayId, amount, balance });
  await checkBalance(store, event, payerId, amount, balance);
  const before = (await store.find(payerDeposit, payerId))?.debited ?? 0n;
  const restored = amount < before ? amount : before;
  await changeDeposit(store, event, payerId, () => ({ balance, debited: before - restored }));
  await changeAllowance(store, event, { payerId, gatewayId }, () => ({ debited }));
  await addToNetwork(store, event, { debited: -restored });
};
