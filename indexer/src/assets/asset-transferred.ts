import { account, adapter, agent, assetTransfer, datanet, model } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend } from "../fold/store.ts";

type Transfer = EventArgs<"ModelRegistry", "Transfer">;

const TABLES = { Datanet: datanet, Model: model, Adapter: adapter, Agent: agent } as const;

/**
 * A token changes hands, and with it the asset and the asset's account. At a mint the asset's own event may still be to come; it
 * names the owner itself, and `adoptAccount` gives the account its controller.
 */
export const assetTransferred =
  (kind: keyof typeof TABLES): Reducer<Transfer> =>
  async (store, event) => {
    const { from, to, tokenId } = event.args;
    const assetId = Number(tokenId);
    await store.insert(assetTransfer, { id: factId(event), kind, assetId, from, to, ...originOf(event) });
    const table = TABLES[kind];
    const row = await store.find(table, assetId);
    if (row === null) return;
    await store.update(table, assetId, { owner: to });
    const { accountId } = row;
    if (accountId !== null) await amend(store, account, accountId, () => ({ controller: to, payout: to }));
  };
