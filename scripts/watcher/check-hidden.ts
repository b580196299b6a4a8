import { findDifference, treeDepthOf, vectorLie, vectorOpening, type Vector } from "@openledger/sdk";
import type { Hex } from "viem";

import type { ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import type { CheckContext } from "./check-context.ts";
import { nameOfNode, SIDES, VECTOR_FIELDS, type Side } from "./claimed-vector.ts";
import { TREES } from "./finding.ts";

/** What a hidden vector should be, and the nodes and vectors that say so. */
export type Truth = { readonly expected: Vector; readonly children: readonly ClaimedNode[]; readonly inChildren: readonly Vector[] };

/** Finds where a vector whose leaves are in no store is false, as far as answers on chain show it, or what to ask for next. */
export function checkHidden(c: CheckContext, node: ClaimedNode, side: Side, { expected, children, inChildren }: Truth): void {
  const root = node.fields[VECTOR_FIELDS[side].root] as Hex;
  const count = node.fields[VECTOR_FIELDS[side].count];
  const name = nameOfNode(node);
  const found = findDifference(expected.leaves, { root, depth: treeDepthOf(count), answerTo: c.nodesShown });
  if (found.kind === "unknown") {
    const says = `the ${side} of ${name} are not the sum of its children's, and their leaves are in no store (vectors/${root})`;
    c.find({ kind: "hidden", says, asked: { way: node.way, tree: TREES[side], place: found.place } });
    return;
  }
  const lie = vectorLie(expected, count, found.kind === "leaf" ? found.index : undefined, found);
  if (lie === undefined) return;
  const place = [c.epoch.bytes, node.way] as const;
  if (lie.kind === "disorder") {
    const args = [...place, SIDES.indexOf(side), lie.shown];
    const call = { contract: "VectorProofs", functionName: "proveDisorder", args } as const;
    const says = `${name}: entry ${lie.shown.index} of its ${side} is out of order`;
    c.find({ kind: "lie", says, proofs: [{ lie: "Disorder", call }] });
    return;
  }
  const packed = children.map((child) => child.packed);
  const openings = inChildren.map((vector) => vectorOpening(vector, lie.account));
  const args = [...place, packed, SIDES.indexOf(side), lie.account, lie.opening, openings];
  const call = { contract: "VectorProofs", functionName: "proveMerge", args } as const;
  const says = `${name}: account ${lie.account} of its ${side} is not the sum of its children's`;
  c.find({ kind: "lie", says, proofs: [{ lie: "Merge", call }] });
}
