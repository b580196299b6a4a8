import { concatBytes, keccak256, toBytes } from "viem";

import { EpochInputError } from "./errors.ts";
import { EPOCH_LIMITS } from "./epoch.ts";

/** The tree over payout words: the words are the leaves, absent ones are zero. Only what is not all zero is kept. */
export interface WordTree {
  readonly depth: number;
  readonly root: Uint8Array;
  /** `layers[0]` the words; the last layer is the root alone. */
  readonly layers: readonly (readonly Uint8Array[])[];
  /** Root of an all-zero subtree of each height. */
  readonly empty: readonly Uint8Array[];
}

const node = (left: Uint8Array, right: Uint8Array) => keccak256(concatBytes([left, right]), "bytes");

/** The depth a payout tree has for so many words: at least 9. */
export function payoutDepthOf(wordCount: number): number {
  let depth: number = EPOCH_LIMITS.subtreeDepth;
  while (2 ** depth < wordCount) depth++;
  return depth;
}

/**
 * Builds the payout tree of exactly `depth` levels.
 * @throws EpochInputError if the words do not fit.
 */
export function wordTree(words: readonly bigint[], depth = payoutDepthOf(words.length)): WordTree {
  if (depth > EPOCH_LIMITS.payoutDepth || words.length > 2 ** depth) {
    throw new EpochInputError(`${words.length} words do not fit a tree of ${depth} levels.`, "use at most 2^30 words.");
  }
  const empty: Uint8Array[] = [new Uint8Array(32)];
  for (let i = 0; i < depth; i++) empty.push(node(empty[i]!, empty[i]!));
  const layers: Uint8Array[][] = [words.map((word) => toBytes(word, { size: 32 }))];
  for (let height = 0; height < depth; height++) {
    const below = layers[height]!;
    layers.push(Array.from({ length: Math.ceil(below.length / 2) }, (_, i) => node(below[2 * i]!, below[2 * i + 1] ?? empty[height]!)));
  }
  return { depth, root: layers[depth]![0] ?? empty[depth]!, layers, empty };
}

/** Siblings of the node at `index` of level `height`, from there up to the root. */
export function wordPath({ depth, layers, empty }: WordTree, index: number, height = 0): readonly Uint8Array[] {
  return Array.from({ length: depth - height }, (_, i) => {
    const level = height + i;
    return layers[level]![Math.floor(index / 2 ** i) ^ 1] ?? empty[level]!;
  });
}
