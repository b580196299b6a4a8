import { agent, lineageEdge } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { reportMissing } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend } from "../fold/store.ts";
import { edgeId, insertEdges } from "./lineage.ts";

/** Most edges of one declaration, as IAgentRegistry says. */
const MAX_EDGES = 8;

/** A declaration replaces the one before it; the old edges stay as history. */
export const agentLineageDeclared: Reducer<EventArgs<"AgentRegistry", "AgentLineageDeclared">> = async (store, event) => {
  const { agent: id, version, royaltyBps, edges } = event.args;
  const row = await store.find(agent, id);
  if (row === null) return reportMissing(store, event, { what: "agent", id });
  if (version !== row.lineageVersion + 1) {
    const subject = `lineage of agent ${id}`;
    return report(store, event, { kind: "CountMismatch", subject, expected: row.lineageVersion + 1, actual: version });
  }
  for (let position = 0; row.lineageVersion > 0 && position < MAX_EDGES; position++) {
    const previous = edgeId({ kind: "Agent", id, version: row.lineageVersion }, position);
    if (!(await amend(store, lineageEdge, previous, () => ({ isCurrent: false })))) break;
  }
  await store.update(agent, id, { royaltyBps, lineageVersion: version });
  await insertEdges(store, event, { kind: "Agent", id, version }, edges);
};
