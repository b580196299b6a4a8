import { assetKind, edgeRelation, lineageEdge } from "../../ponder.schema.ts";
import { originOf, type FoldEvent } from "../fold/event.ts";
import { idOrNull, nameOf } from "../fold/names.ts";
import type { NewRow, Store } from "../fold/store.ts";

/** An edge as `ILineage` has it. */
export interface Edge {
  readonly relation: number;
  readonly kind: number;
  readonly parent: number;
  readonly snapshot: number;
  readonly weightPpm: number;
}

/** The child of an edge; `version` counts an agent's declarations from 1, and the retrainings of a model or adapter from 0. */
export interface Child {
  readonly kind: "Model" | "Adapter" | "Agent";
  readonly id: number;
  readonly version: number;
}

/** Id of an edge: child kind-child-version-position. */
export const edgeId = (child: Child, position: number): string => `${child.kind}-${child.id}-${child.version}-${position}`;

const toRow = (event: FoldEvent, child: Child, edge: Edge, position: number): NewRow<typeof lineageEdge> => {
  const parentKind = nameOf(assetKind, edge.kind);
  const parentIf = (kind: typeof parentKind) => (parentKind === kind ? edge.parent : null);
  const childIf = (kind: typeof child.kind) => (child.kind === kind ? child.id : null);
  return {
    id: edgeId(child, position),
    relation: nameOf(edgeRelation, edge.relation),
    childKind: child.kind,
    childModelId: childIf("Model"),
    childAdapterId: childIf("Adapter"),
    childAgentId: childIf("Agent"),
    parentKind,
    parentDatanetId: parentIf("Datanet"),
    parentModelId: parentIf("Model"),
    parentAdapterId: parentIf("Adapter"),
    parentAgentId: parentIf("Agent"),
    snapshotId: idOrNull(edge.snapshot) === null ? null : `${edge.parent}-${edge.snapshot}`,
    weightPpm: BigInt(edge.weightPpm),
    position,
    version: child.version,
    isCurrent: true,
    ...originOf(event),
  };
};

/** Writes what an asset was made of. The child must be new, or the version of its declaration. */
export const insertEdges = (store: Store, event: FoldEvent, child: Child, edges: readonly Edge[]): Promise<void> =>
  store.insert(
    lineageEdge,
    edges.map((edge, position) => toRow(event, child, edge, position)),
  );
