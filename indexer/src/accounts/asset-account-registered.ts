import { assetKind } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { openAccount } from "./account-registered.ts";

/** The account of an asset. Its controller is known once the asset's token is minted. */
export const assetAccountRegistered: Reducer<EventArgs<"AccountRegistry", "AssetAccountRegistered">> = (store, event) => {
  const { account: id, asset, kind, assetId } = event.args;
  return openAccount(store, event, { id, kind: nameOf(assetKind, kind), asset, assetId });
};
