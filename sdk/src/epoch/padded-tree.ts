import { concatBytes, keccak256 } from "viem";

/** A positional tree of a fixed depth: absent leaves are zero. Only what is not all zero is kept. */
export interface PaddedTree {
  readonly depth: number;
  readonly root: Uint8Array;
  /** `layers[0]` the leaves; the last layer is the root alone. */
  readonly layers: readonly (readonly Uint8Array[])[];
  /** Root of an all-zero subtree of each height. */
  readonly empty: readonly Uint8Array[];
}

const nodeOf = (left: Uint8Array, right: Uint8Array) => keccak256(concatBytes([left, right]), "bytes");

/** Root of an all-zero subtree. */
function emptyRoot(height: number): Uint8Array {
  let root: Uint8Array = new Uint8Array(32);
  for (let i = 0; i < height; i++) root = nodeOf(root, root);
  return root;
}

/**
 * Builds the tree of exactly `depth` levels; leaves beyond its 2^depth are left out.
 * @param height Of the leaves, if they are nodes of a larger tree: absent ones are then roots of zeros.
 */
export function paddedTree(leaves: readonly Uint8Array[], depth: number, height = 0): PaddedTree {
  const empty: Uint8Array[] = [emptyRoot(height)];
  for (let i = 0; i < depth; i++) empty.push(nodeOf(empty[i]!, empty[i]!));
  const layers: (readonly Uint8Array[])[] = [leaves.length > 2 ** depth ? leaves.slice(0, 2 ** depth) : leaves];
  for (let i = 0; i < depth; i++) {
    const below = layers[i]!;
    layers.push(Array.from({ length: Math.ceil(below.length / 2) }, (_, at) => nodeOf(below[2 * at]!, below[2 * at + 1] ?? empty[i]!)));
  }
  return { depth, root: layers[depth]![0] ?? empty[depth]!, layers, empty };
}

/** The node at `index` of the nodes of a height. */
export const paddedNode = ({ layers, empty }: PaddedTree, height: number, index: number): Uint8Array =>
  layers[height]![index] ?? empty[height]!;

/** The other child of a node's parent. */
export const siblingOf = (index: number): number => (index % 2 === 0 ? index + 1 : index - 1);

/** Siblings of the node at `index` of a height, from there up to the root. */
export function paddedPath(tree: PaddedTree, index: number, height = 0): readonly Uint8Array[] {
  return Array.from({ length: tree.depth - height }, (_, i) => paddedNode(tree, height + i, siblingOf(Math.floor(index / 2 ** i))));
}
