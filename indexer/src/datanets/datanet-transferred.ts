import { zeroAddress } from "viem";

import { curator, datanet } from "../../ponder.schema.ts";
import { assetTransferred } from "../assets/asset-transferred.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend } from "../fold/store.ts";
import { curatorIdOf } from "./curator-changed.ts";

const transferDatanet = assetTransferred("Datanet");

/** A buyer starts without the seller's curators; no event of their own says so. */
export const datanetTransferred: Reducer<EventArgs<"DatanetRegistry", "Transfer">> = async (store, event, chain) => {
  await transferDatanet(store, event, chain);
  const { from, tokenId } = event.args;
  if (from === zeroAddress) return;
  const id = Number(tokenId);
  const row = await store.find(datanet, id);
  if (row === null || row.curators.length === 0) return;
  for (const address of row.curators) {
    await amend(store, curator, curatorIdOf(id, address), () => ({ isCurator: false, actor: from, ...originOf(event) }));
  }
  await store.update(datanet, id, { curators: [] });
};
