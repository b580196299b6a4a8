import { expect } from "chai";
import { bytesToHex, keccak256, numberToBytes } from "viem";

import { climbRange } from "./climb-range.ts";
import { rangeProof } from "./range-proof.ts";
import { treeLayers } from "./tree-layers.ts";
import { treeProof } from "./tree-proof.ts";

const leavesOf = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, i) => keccak256(numberToBytes(i + 1), "bytes"));

describe("rangeProof and climbRange", () => {
  it("lead every range of every small tree to its root, and no other way", () => {
    for (let count = 1; count <= 13; count++) {
      const leaves = leavesOf(count);
      const tree = treeLayers(leaves);
      for (let first = 0; first < count; first++)
        for (let length = 1; first + length <= count; length++) {
          const nodes = leaves.slice(first, first + length);
          const siblings = rangeProof(tree, first, length).map((node) => bytesToHex(node));
          expect(climbRange({ nodes, first, siblings })).to.deep.equal({ node: tree.root, levels: tree.layers.length });
          const short = climbRange({ nodes, first, siblings: siblings.slice(1) });
          if (siblings.length > 0) expect(short && bytesToHex(short.node)).to.not.equal(bytesToHex(tree.root));
          const moved = climbRange({ nodes, first: first + 1, siblings });
          expect(moved === undefined || bytesToHex(moved.node) !== bytesToHex(tree.root)).to.equal(true);
        }
      expect(rangeProof(tree, count - 1, 1)).to.deep.equal(treeProof(tree, count - 1));
    }
  });

  it("take no range without a node, nor a place that is none", () => {
    expect(climbRange({ nodes: [], first: 0, siblings: [] })).to.equal(undefined);
    expect(climbRange({ nodes: leavesOf(1), first: -1, siblings: [] })).to.equal(undefined);
    expect(climbRange({ nodes: leavesOf(1), first: 1, siblings: [] })).to.equal(undefined);
  });
});
