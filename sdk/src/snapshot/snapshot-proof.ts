import type { Hex } from "viem";

import { merkleProof } from "../merkle/merkle-proof.ts";
import { SnapshotItemMissingError } from "./errors.ts";
import type { SnapshotItem } from "./snapshot-item.ts";
import { snapshotLeaf } from "./snapshot-leaf.ts";
import { sortSnapshotItems } from "./sort-snapshot-items.ts";

/** Proof that an item is in a snapshot. */
export interface SnapshotProof {
  readonly item: SnapshotItem;
  /** The item's place in ascending order of ids, from 0. */
  readonly index: number;
  /** `itemCount` of the snapshot on chain. */
  readonly itemCount: number;
  /** Siblings from the leaf up. */
  readonly proof: readonly Hex[];
}

/**
 * Proves that a contribution is in the snapshot of `items`.
 * @throws SnapshotItemMissingError if it is not; SnapshotItemRepeatedError, IntegerOutOfRangeError, InvalidBytesError for bad items.
 */
export function snapshotProof(items: readonly SnapshotItem[], contributionId: bigint): SnapshotProof {
  const sorted = sortSnapshotItems(items);
  const index = sorted.findIndex((item) => item.contributionId === contributionId);
  const item = sorted[index];
  if (!item) throw new SnapshotItemMissingError(contributionId, items.length);
  return { item, index, itemCount: sorted.length, proof: merkleProof(sorted.map(snapshotLeaf), index) };
}
