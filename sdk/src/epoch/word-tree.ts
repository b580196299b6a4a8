import { toBytes } from "viem";

import { EpochInputError } from "./errors.ts";
import { EPOCH_LIMITS } from "./epoch.ts";
import { paddedPath, paddedTree, type PaddedTree } from "./padded-tree.ts";

/** The tree over payout words: the words are the leaves, absent ones are zero. */
export type WordTree = PaddedTree;

/** The depth a payout tree has for so many words: at least 9. */
export function payoutDepthOf(wordCount: number): number {
  let depth: number = EPOCH_LIMITS.subtreeDepth;
  while (2 ** depth < wordCount) depth++;
  return depth;
}

/** A payout word as a leaf of 32 bytes. */
export const wordLeaf = (word: bigint): Uint8Array => toBytes(word, { size: 32 });

/**
 * Builds the payout tree of exactly `depth` levels.
 * @throws EpochInputError if the words do not fit.
 */
export function wordTree(words: readonly bigint[], depth = payoutDepthOf(words.length)): WordTree {
  if (depth > EPOCH_LIMITS.payoutDepth || words.length > 2 ** depth) {
    throw new EpochInputError(`${words.length} words do not fit a tree of ${depth} levels.`, "use at most 2^30 words.");
  }
  return paddedTree(words.map(wordLeaf), depth);
}

/** Siblings of the node at `index` of level `height`, from there up to the root. */
export function wordPath(tree: WordTree, index: number, height = 0): readonly Uint8Array[] {
  return paddedPath(tree, index, height);
}
