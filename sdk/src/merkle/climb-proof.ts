import { concatBytes, keccak256, type Hex } from "viem";

import { toBytes } from "../bytes/to-bytes.ts";

/**
 * The root that a proof leads to, or undefined if index, leaf count and proof length do not fit together.
 * The number of siblings must be exactly the depth of a tree of `leafCount` leaves, so an inner node can never stand for a leaf.
 */
export function climbProof({
  leaf,
  index,
  leafCount,
  proof,
}: {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly leafCount: number;
  readonly proof: readonly Hex[];
}): Uint8Array | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(leafCount) || index < 0 || index >= leafCount) return undefined;
  let depth = 0;
  while (2 ** depth < leafCount) depth++;
  if (proof.length !== depth) return undefined;
  return proof.reduce((node, sibling, level) => {
    const other = toBytes(`proof[${level}]`, sibling, 32);
    const isRight = Math.floor(index / 2 ** level) % 2 === 1;
    return keccak256(concatBytes(isRight ? [other, node] : [node, other]), "bytes");
  }, leaf);
}
