import { zeroAddress } from "viem";

import { account } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import type { FoldEvent } from "../fold/event.ts";
import { amendKnown } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import type { NewRow, Store } from "../fold/store.ts";

const changeAccount = async (store: Store, event: FoldEvent, id: number, change: Partial<NewRow<typeof account>>): Promise<void> => {
  await amendKnown(store, event, account, { what: "account", id }, () => change);
};

export const payoutChanged: Reducer<EventArgs<"AccountRegistry", "PayoutChanged">> = (store, event) =>
  changeAccount(store, event, event.args.account, { payout: event.args.payout });

/** The zero address takes an offer back. */
export const ownershipOffered: Reducer<EventArgs<"AccountRegistry", "OwnershipOffered">> = (store, event) => {
  const { account: id, pendingOwner } = event.args;
  return changeAccount(store, event, id, { pendingOwner: pendingOwner === zeroAddress ? null : pendingOwner });
};

/** The payout address becomes the new owner, as IAccountRegistry says; a PayoutChanged that follows says the same. */
export const ownershipTransferred: Reducer<EventArgs<"AccountRegistry", "OwnershipTransferred">> = (store, event) => {
  const { account: id, owner } = event.args;
  return changeAccount(store, event, id, { controller: owner, payout: owner, pendingOwner: null });
};
