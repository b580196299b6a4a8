import { expect } from "chai";

import { walkLineage, type AssetKind, type Edge, type Node } from "./lineage-graph.ts";

const nodeOf = (text: string): Node => {
  const [kind, id] = text.split("-") as [AssetKind, string];
  return { kind, id: Number(id) };
};
const textOf = ({ kind, id }: Node): string => `${kind}-${id}`;

/** Edges as `child < parent`. */
const readsOf = (...texts: readonly string[]) => {
  const edges = texts.map((text): Edge => {
    const [child, parent] = text.split(" < ") as [string, string];
    return { child: nodeOf(child), parent: nodeOf(parent), relation: "Uses", snapshot: null, weightPpm: 0n };
  });
  return {
    parentsOf: async (node: Node) => edges.filter(({ child }) => textOf(child) === textOf(node)),
    childrenOf: async (node: Node) => edges.filter(({ parent }) => textOf(parent) === textOf(node)),
  };
};
const walk = async (start: string, reads: ReturnType<typeof readsOf>, most = 100) => {
  const { nodes, edges, isCut } = await walkLineage(nodeOf(start), reads, most);
  return { nodes: nodes.map(textOf), edges: edges.length, isCut };
};

describe("walkLineage", () => {
  const reads = readsOf(
    "Model-1 < Datanet-1",
    "Adapter-1 < Model-1",
    "Adapter-1 < Datanet-1",
    "Agent-1 < Adapter-1",
    "Model-2 < Datanet-1",
  );

  it("goes up to what an asset was made of, and down to what was made of it, but not to its siblings", async () => {
    expect(await walk("Adapter-1", reads)).to.deep.equal({
      nodes: ["Adapter-1", "Model-1", "Datanet-1", "Agent-1"],
      edges: 4,
      isCut: false,
    });
    expect((await walk("Datanet-1", reads)).nodes).to.have.members(["Datanet-1", "Model-1", "Adapter-1", "Model-2", "Agent-1"]);
  });

  it("knows an asset alone, and ends on a circle", async () => {
    expect(await walk("Model-9", reads)).to.deep.equal({ nodes: ["Model-9"], edges: 0, isCut: false });
    expect((await walk("Agent-1", readsOf("Agent-1 < Agent-2", "Agent-2 < Agent-1"))).nodes).to.deep.equal(["Agent-1", "Agent-2"]);
  });

  it("stops at the most nodes and says so", async () => {
    const { nodes, isCut } = await walk("Datanet-1", reads, 3);
    expect(nodes).to.have.length(3);
    expect(isCut).to.equal(true);
  });
});
