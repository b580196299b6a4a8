import { curator, datanet } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert } from "../fold/store.ts";

/** Id of a curator of a Datanet. */
export const curatorIdOf = (datanetId: number, address: string): string => `${datanetId}-${address.toLowerCase()}`;

export const curatorChanged: Reducer<EventArgs<"DatanetRegistry", "CuratorChanged">> = async (store, event) => {
  const { datanet: datanetId, isCurator, actor } = event.args;
  const address = event.args.curator.toLowerCase() as `0x${string}`;
  const id = curatorIdOf(datanetId, address);
  const change = { isCurator, actor, ...originOf(event) };
  await upsert(store, curator, id, { id, datanetId, address, ...change }, () => change);
  await amendKnown(store, event, datanet, { what: "datanet", id: datanetId }, (row) => {
    const others = row.curators.filter((known) => known !== address);
    return { curators: isCurator ? [...others, address] : others };
  });
};
