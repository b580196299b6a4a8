/** Kinds of assets, as the address has them. */
export const ASSET_KINDS = { datanet: "Datanet", model: "Model", adapter: "Adapter", agent: "Agent" } as const;
export type AssetKind = (typeof ASSET_KINDS)[keyof typeof ASSET_KINDS];

/** An asset. */
export interface Node {
  readonly kind: AssetKind;
  readonly id: number;
}

/** What a child was made of. */
export interface Edge {
  readonly child: Node;
  readonly parent: Node;
  /** A relation of the lineage, or BaseModel, which an adapter names apart. */
  readonly relation: string;
  /** Corpus snapshot of TrainedOn, `datanet-number`. */
  readonly snapshot: string | null;
  /** Share of the parent in a merge, parts per million; 0 otherwise. */
  readonly weightPpm: bigint;
}

export interface LineageGraph {
  /** Nearest first; the first is the asset that was asked for. */
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  /** True if there are more nodes than this. */
  readonly isCut: boolean;
}

const keyOf = ({ kind, id }: Node): string => `${kind}-${id}`;
const edgeKeyOf = (edge: Edge): string => [keyOf(edge.child), keyOf(edge.parent), edge.relation, edge.snapshot ?? ""].join("/");

/**
 * Everything an asset was made of and everything that was made of it, in both directions separately: the siblings of an asset, made of the
 * same Datanet, are not its lineage. Stops at `most` nodes.
 */
export const walkLineage = async (
  start: Node,
  reads: { readonly parentsOf: (node: Node) => Promise<readonly Edge[]>; readonly childrenOf: (node: Node) => Promise<readonly Edge[]> },
  most: number,
): Promise<LineageGraph> => {
  const nodes = new Map([[keyOf(start), start]]);
  const edges = new Map<string, Edge>();
  let isCut = false;
  for (const [read, end] of [
    [reads.parentsOf, "parent"],
    [reads.childrenOf, "child"],
  ] as const) {
    const visited = new Set([keyOf(start)]);
    for (const queue = [start]; queue.length > 0;) {
      for (const edge of await read(queue.shift()!)) {
        const next = edge[end];
        if (!nodes.has(keyOf(next)) && nodes.size >= most) {
          isCut = true;
          continue;
        }
        edges.set(edgeKeyOf(edge), edge);
        nodes.set(keyOf(next), next);
        if (visited.has(keyOf(next))) continue;
        visited.add(keyOf(next));
        queue.push(next);
      }
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()], isCut };
};
