import { model } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";
import { adoptAccount } from "./adopt-account.ts";
import { insertEdges } from "./lineage.ts";

export const modelRegistered: Reducer<EventArgs<"ModelRegistry", "ModelRegistered">> = async (store, event) => {
  const { model: id, account: accountId, owner, record, edges, depth } = event.args;
  if (
    !(await create(store, model, id, {
      id,
      accountId,
      owner,
      ...record,
      depth,
      builtAt: event.block.timestamp,
      lineageVersion: 0,
      ...originOf(event),
    }))
  ) {
    return reportTwice(store, event, { what: "model", id });
  }
  await adoptAccount(store, event, accountId, owner);
  await insertEdges(store, event, { kind: "Model", id, version: 0 }, edges);
};
