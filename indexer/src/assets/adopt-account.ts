import { account } from "../../ponder.schema.ts";
import type { FoldEvent } from "../fold/event.ts";
import { amendKnown } from "../fold/missing.ts";
import type { Store } from "../fold/store.ts";

/** Gives an asset's account to the asset's owner. */
export const adoptAccount = async (store: Store, event: FoldEvent, id: number, owner: `0x${string}`): Promise<void> => {
  await amendKnown(store, event, account, { what: "account", id }, () => ({ controller: owner, payout: owner }));
};
