import { adapter, lineageEdge, model, retraining } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { reportMissing } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend } from "../fold/store.ts";
import { edgeId, insertEdges } from "./lineage.ts";

const TABLES = { Model: model, Adapter: adapter } as const;

/** New weights on later snapshots of the same parents; the edges before stay as history. */
export const assetRetrained =
  (kind: keyof typeof TABLES): Reducer<EventArgs<"ModelRegistry", "AssetRetrained">> =>
  async (store, event) => {
    const { weightsHash, edges, actor } = event.args;
    const id = Number(event.args.assetId);
    const table = TABLES[kind];
    const row = await store.find(table, id);
    if (row === null) return reportMissing(store, event, { what: kind.toLowerCase(), id });
    const version = row.lineageVersion + 1;
    for (const position of edges.keys())
      await amend(store, lineageEdge, edgeId({ kind, id, version: row.lineageVersion }, position), () => ({ isCurrent: false }));
    await store.update(table, id, { weightsHash, builtAt: event.block.timestamp, lineageVersion: version });
    const about = { id: `${kind}-${id}-${version}`, kind, assetId: id, version, weightsHash, actor };
    await store.insert(retraining, { ...about, ...originOf(event) });
    await insertEdges(store, event, { kind, id, version }, edges);
  };
