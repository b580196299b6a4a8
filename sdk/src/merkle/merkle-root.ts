import { bytesToHex, type Hex } from "viem";

import { toBytes } from "../bytes/to-bytes.ts";
import { treeLayers } from "./tree-layers.ts";

/**
 * Root of the positional Merkle tree over 32-byte leaves (docs/formats/receipt.md). One leaf is its own root; no leaves give 32 zero bytes.
 * @throws InvalidBytesError if a leaf is not 32 bytes.
 */
export function merkleRoot(leaves: readonly Hex[]): Hex {
  return bytesToHex(treeLayers(leaves.map((leaf, i) => toBytes(`leaves[${i}]`, leaf, 32))).root);
}
