import { adapter } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";
import { adoptAccount } from "./adopt-account.ts";
import { insertEdges } from "./lineage.ts";

export const adapterRegistered: Reducer<EventArgs<"AdapterRegistry", "AdapterRegistered">> = async (store, event) => {
  const { adapter: id, account: accountId, owner, record, edges, depth } = event.args;
  const { name, uri, weightsHash, baseModel: baseModelId, royaltyBps } = record;
  const built = { depth, builtAt: event.block.timestamp, lineageVersion: 0 };
  const row = { id, accountId, owner, name, uri, weightsHash, baseModelId, royaltyBps, ...built, ...originOf(event) };
  if (!(await create(store, adapter, id, row))) return reportTwice(store, event, { what: "adapter", id });
  await adoptAccount(store, event, accountId, owner);
  await insertEdges(store, event, { kind: "Adapter", id, version: 0 }, edges);
};
