import type { Hex } from "viem";

import { merkleRoot } from "../merkle/merkle-root.ts";
import type { SnapshotItem } from "./snapshot-item.ts";
import { snapshotLeaf } from "./snapshot-leaf.ts";
import { sortSnapshotItems } from "./sort-snapshot-items.ts";

/**
 * Item root of a corpus snapshot; the order of `items` does not matter. 32 zero bytes without items (which no snapshot on chain has).
 * @throws SnapshotItemRepeatedError, IntegerOutOfRangeError, InvalidBytesError.
 */
export function snapshotRoot(items: readonly SnapshotItem[]): Hex {
  return merkleRoot(sortSnapshotItems(items).map(snapshotLeaf));
}
