import { bytesToHex, concatHex, hexToBytes, keccak256, numberToHex, type Hex } from "viem";

import { paddedNode, paddedPath, paddedTree, type PaddedTree } from "./padded-tree.ts";

/** Levels of a tree that one answer shows: 2,048 nodes. */
export const TREE_SPAN = 11;

/** A node of a tree that an epoch commits to: `ITreeProofs.Place`. */
export interface TreePlace {
  /** Levels above the leaves: the root's, or a multiple of eleven. */
  readonly height: number;
  /** Its place among the nodes of its height. */
  readonly index: number;
  readonly node: Hex;
  /** Its siblings up to the root. */
  readonly path: Hex[];
}

/** Levels of a tree over so many leaves: those of `PositionalProof.depthOf`. */
export function treeDepthOf(leafCount: number): number {
  let depth = 0;
  while (2 ** depth < leafCount) depth++;
  return depth;
}

/** Height of the nodes that are shown below a node of `height`, which is not 0. */
export const shownHeight = (height: number): number => Math.floor((height - 1) / TREE_SPAN) * TREE_SPAN;

/** The question for what is below a node: `ITreeProofs.questionOf`. */
export const treeQuestionOf = (node: Hex, height: number): Hex => keccak256(concatHex([node, numberToHex(height, { size: 1 })]));

/** The place of a node in a tree that is known, as `ITreeProofs.challengeTree` takes it. */
export function treePlace(tree: PaddedTree, height: number, index: number): TreePlace {
  const path = paddedPath(tree, index, height).map((node) => bytesToHex(node));
  return { height, index, node: bytesToHex(paddedNode(tree, height, index)), path };
}

/** What answers a question about a node of a tree that is known: `ITreeProofs.answerWithNodes`. Zeros at the end are left out. */
export function treeAnswer(tree: PaddedTree, height: number, index: number): readonly Hex[] {
  const shown = shownHeight(height);
  const width = 2 ** (height - shown);
  const nodes = tree.layers[shown]!.slice(index * width, (index + 1) * width).map((node) => bytesToHex(node));
  const empty = bytesToHex(tree.empty[shown]!);
  return nodes.slice(0, nodes.findLastIndex((node) => node !== empty) + 1);
}

/** The part of a tree that an answer shows. Its root is the node asked about, or the answer is not one to that question. */
export function shownTree(height: number, nodes: readonly Hex[]): PaddedTree {
  const shown = shownHeight(height);
  return paddedTree(
    nodes.map((node) => hexToBytes(node)),
    height - shown,
    shown,
  );
}
