import { account, balance } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf, type FoldEvent } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create, type NewRow, type Store } from "../fold/store.ts";
import { emptyBalance } from "./empty-balance.ts";

/** Opens an account, once, with an empty balance. */
export const openAccount = async (
  store: Store,
  event: FoldEvent,
  row: Omit<NewRow<typeof account>, keyof ReturnType<typeof originOf>>,
): Promise<void> => {
  if (!(await create(store, account, row.id, { ...row, ...originOf(event) }))) {
    return reportTwice(store, event, { what: "account", id: row.id });
  }
  await create(store, balance, row.id, emptyBalance(row.id, event));
  await addToNetwork(store, event, { accountCount: 1 });
};

/** A personal account. */
export const accountRegistered: Reducer<EventArgs<"AccountRegistry", "AccountRegistered">> = (store, event) => {
  const { account: id, owner, payout } = event.args;
  return openAccount(store, event, { id, kind: "None", controller: owner, payout });
};
