import { bytesToHex, type Hex } from "viem";

import { toBytes } from "../bytes/to-bytes.ts";
import { NoSuchLeafError } from "./errors.ts";
import { treeLayers } from "./tree-layers.ts";
import { treeProof } from "./tree-proof.ts";

/**
 * Siblings of the leaf at `index`, from the leaf up.
 * @throws NoSuchLeafError if there is no such leaf; InvalidBytesError if a leaf is not 32 bytes.
 */
export function merkleProof(leaves: readonly Hex[], index: number): readonly Hex[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leaves.length) {
    throw new NoSuchLeafError({ what: "leaf", index, count: leaves.length });
  }
  const layers = treeLayers(leaves.map((leaf, i) => toBytes(`leaves[${i}]`, leaf, 32)));
  return treeProof(layers, index).map((node) => bytesToHex(node));
}
