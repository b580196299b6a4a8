import { curator } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert } from "../fold/store.ts";

export const curatorChanged: Reducer<EventArgs<"DatanetRegistry", "CuratorChanged">> = async (store, event) => {
  const { datanet: datanetId, curator: address, isCurator, actor } = event.args;
  const id = `${datanetId}-${address.toLowerCase()}`;
  const change = { isCurator, actor, ...originOf(event) };
  await upsert(store, curator, id, { id, datanetId, address, ...change }, () => change);
};
