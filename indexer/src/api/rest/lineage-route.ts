import { Hono } from "hono";
import { and, asc, eq } from "ponder";

import { adapter, agent, datanet, lineageEdge, model } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";
import { ASSET_KINDS, walkLineage, type AssetKind, type Edge, type Node } from "./lineage-graph.ts";
import { parseNumber } from "./parse.ts";

const MOST_NODES = 500;
const MOST_EDGES = 500;

const PARENTS = {
  Datanet: lineageEdge.parentDatanetId,
  Model: lineageEdge.parentModelId,
  Adapter: lineageEdge.parentAdapterId,
  Agent: lineageEdge.parentAgentId,
};
const CHILDREN = { Model: lineageEdge.childModelId, Adapter: lineageEdge.childAdapterId, Agent: lineageEdge.childAgentId };
type Column = (typeof PARENTS)[AssetKind] | (typeof CHILDREN)[keyof typeof CHILDREN];
const TABLES = { Datanet: datanet, Model: model, Adapter: adapter, Agent: agent };

const toEdge = (row: typeof lineageEdge.$inferSelect): Edge => ({
  child: { kind: row.childKind as AssetKind, id: (row.childModelId ?? row.childAdapterId ?? row.childAgentId)! },
  parent: {
    kind: row.parentKind as AssetKind,
    id: (row.parentDatanetId ?? row.parentModelId ?? row.parentAdapterId ?? row.parentAgentId)!,
  },
  relation: row.relation,
  snapshot: row.snapshotId,
  weightPpm: row.weightPpm,
});

/** `GET /lineage/:kind/:id`: what an asset was made of and what was made of it, as a graph, and whether it is flagged because data was withdrawn. */
export const lineageRoute = (db: Database, { indexedBlock, freshnessOf }: Pick<ExtensionReads, "indexedBlock" | "freshnessOf">) => {
  const edgesAt = async (column: Column | undefined, { id }: Node): Promise<Edge[]> => {
    if (column === undefined) return [];
    const rows = await db
      .select()
      .from(lineageEdge)
      .where(and(eq(column, id), eq(lineageEdge.isCurrent, true)))
      .orderBy(asc(lineageEdge.id))
      .limit(MOST_EDGES);
    return rows.map(toEdge);
  };
  /** An adapter names its base model apart from its lineage. */
  const adaptersAt = async ({ kind, id }: Node, end: "parent" | "child"): Promise<Edge[]> => {
    if (kind !== (end === "parent" ? "Adapter" : "Model")) return [];
    const rows = await db
      .select({ id: adapter.id, model: adapter.baseModelId })
      .from(adapter)
      .where(eq(end === "parent" ? adapter.id : adapter.baseModelId, id))
      .orderBy(asc(adapter.id))
      .limit(MOST_EDGES);
    return rows.map((row) => ({
      child: { kind: "Adapter", id: row.id },
      parent: { kind: "Model", id: row.model },
      relation: "BaseModel",
      snapshot: null,
      weightPpm: 0n,
    }));
  };
  const isKnown = async ({ kind, id }: Node): Promise<boolean> => {
    const table = TABLES[kind] as typeof datanet;
    return (await db.select({ id: table.id }).from(table).where(eq(table.id, id)).limit(1)).length > 0;
  };
  return new Hono().get("/lineage/:kind/:id", async (c) => {
    const kind = Object.hasOwn(ASSET_KINDS, c.req.param("kind")) ? ASSET_KINDS[c.req.param("kind") as keyof typeof ASSET_KINDS] : null;
    if (kind === null) return refuse(c, 400, `The kind must be ${Object.keys(ASSET_KINDS).join(", ")}, for example /lineage/model/1.`);
    const id = parseNumber(c.req.param("id"));
    if (id === null) return refuse(c, 400, "The id must be a number from 1, for example /lineage/model/1.");
    const block = await indexedBlock();
    if (!(await isKnown({ kind, id }))) return refuse(c, 404, `There is no ${kind} ${id} up to block ${block?.number ?? 0}.`);
    const graph = await walkLineage(
      { kind, id },
      {
        parentsOf: async (node) => [
          ...(await adaptersAt(node, "parent")),
          ...(await edgesAt(node.kind === "Datanet" ? undefined : CHILDREN[node.kind], node)),
        ],
        childrenOf: async (node) => [...(await adaptersAt(node, "child")), ...(await edgesAt(PARENTS[node.kind], node))],
      },
      MOST_NODES,
    );
    const freshness = kind === "Model" || kind === "Adapter" ? await freshnessOf({ kind, id }) : null;
    return answer(c, { ...graph, freshness, block });
  });
};
