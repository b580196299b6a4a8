import { bytesToHex, type Hex } from "viem";

import { paddedNode, paddedTree, siblingOf, type PaddedTree } from "./padded-tree.ts";
import { shownHeight, shownTree, treeQuestionOf, type TreePlace } from "./tree-questions.ts";

/** A tree that was committed to and not published: what is known of it are its root and what was answered about it on chain. */
export interface HiddenTree {
  readonly root: Hex;
  readonly depth: number;
  /** The nodes that answered a question; undefined if nobody answered. */
  readonly answerTo: (question: Hex) => readonly Hex[] | undefined;
}

/** Where a hidden tree differs from the true one. */
export type Difference =
  /** Nowhere, as far as the tree is deep. */
  | ({ readonly kind: "none" } & KnownLeaves)
  /** Below this node, and nothing more is known: it is the next question. */
  | { readonly kind: "unknown"; readonly place: TreePlace }
  /** First in leaf `index`. */
  | ({ readonly kind: "leaf"; readonly index: number } & KnownLeaves);

/** The leaves of the hidden tree up to the first difference, that one included. */
export interface KnownLeaves {
  readonly leafAt: (index: number) => Hex;
  /** Siblings up to the committed root. */
  readonly pathOf: (index: number) => Hex[];
}

/** A part that was shown: all between two heights below one node. */
type Part = { readonly low: number; readonly high: number; readonly index: number; readonly tree: PaddedTree };

/**
 * Follows the answers about a hidden tree to its first difference from the tree of the leaves that it should have. What lies before the first difference is
 * as it should be, so its nodes are those of the true tree, and the rest of every path is in the answers: with the first false leaf, it can be opened.
 */
export function findDifference(expected: readonly Uint8Array[], { root, depth, answerTo }: HiddenTree): Difference {
  const truth = paddedTree(expected, depth);
  const parts: Part[] = [];
  /** Leaves before this one are as they should be. */
  let isTrueBefore = 0;

  const nodeAt = (height: number, index: number): Hex => {
    if ((index + 1) * 2 ** height <= isTrueBefore) return bytesToHex(paddedNode(truth, height, index));
    for (const { low, high, index: above, tree } of parts) {
      const width = 2 ** (high - height);
      if (height < low || height > high || Math.floor(index / width) !== above) continue;
      return bytesToHex(paddedNode(tree, height - low, index - above * width));
    }
    return root; // of a single leaf
  };
  const pathOf = (index: number, height = 0): Hex[] =>
    Array.from({ length: depth - height }, (_, i) => nodeAt(height + i, siblingOf(Math.floor(index / 2 ** i))));
  const known: KnownLeaves = { leafAt: (index) => nodeAt(0, index), pathOf };

  if (bytesToHex(truth.root) === root) {
    isTrueBefore = 2 ** depth;
    return { kind: "none", ...known };
  }
  let [height, index, node] = [depth, 0, root];
  while (height > 0) {
    const nodes = answerTo(treeQuestionOf(node, height));
    const tree = nodes && shownTree(height, nodes);
    if (tree === undefined || bytesToHex(tree.root) !== node)
      return { kind: "unknown", place: { height, index, node, path: pathOf(index, height) } };
    const low = shownHeight(height);
    parts.push({ low, high: height, index, tree });
    index *= 2 ** (height - low);
    for (const first = index; ; index++) {
      node = bytesToHex(paddedNode(tree, 0, index - first));
      if (node !== bytesToHex(paddedNode(truth, low, index))) break;
    }
    height = low;
    isTrueBefore = index * 2 ** height;
  }
  return { kind: "leaf", index, ...known };
}
