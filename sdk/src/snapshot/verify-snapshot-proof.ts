import type { Hex } from "viem";

import { verifyMerkleProof } from "../merkle/verify-merkle-proof.ts";
import { snapshotLeaf } from "./snapshot-leaf.ts";
import type { SnapshotProof } from "./snapshot-proof.ts";

/**
 * Whether the item is in the snapshot with this item root. `itemCount` must be the count published with the root.
 * @throws IntegerOutOfRangeError, InvalidBytesError if a field has the wrong shape.
 */
export function verifySnapshotProof(itemRoot: Hex, { item, index, itemCount, proof }: SnapshotProof): boolean {
  return verifyMerkleProof({ root: itemRoot, leaf: snapshotLeaf(item), index, leafCount: itemCount, proof });
}
