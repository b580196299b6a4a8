import { bytesToHex, type Address, type Hex } from "viem";

import { packedPath, type PackedTree } from "../epoch-core/packed-tree.ts";
import { RECEIPT_BYTES } from "../receipt/receipt.ts";
import type { BatchSummary } from "../typed-data/batch-typed-data.ts";

/** A receipt with the signature over its batch: what a client gets, and `IReceiptProofs.SignedReceipt` field by field. */
export interface BatchedReceipt {
  /** The 113 bytes. */
  readonly receipt: Hex;
  /** Receipt key of the gateway that signed. */
  readonly key: Address;
  readonly signature: Hex;
  /** Sequence of the batch's first receipt; the receipt's own less this is its index. */
  readonly firstSequence: number;
  /** Receipts of the batch. */
  readonly count: number;
  /** Legs of the batch. */
  readonly legCount: bigint;
  /** nano-OPEN of the batch. */
  readonly feeTotal: bigint;
  /** Siblings of the receipt's id, from the leaf up. */
  readonly path: readonly Hex[];
}

/** A batch with its signature. */
export interface SignedBatch {
  readonly summary: BatchSummary;
  readonly key: Address;
  readonly signature: Hex;
  /** Packed receipts, one behind the other. */
  readonly receipts: Uint8Array;
  /** Tree over their ids. */
  readonly tree: PackedTree;
}

/**
 * The receipt at `index` of a batch, as its client gets it.
 * @throws NoSuchLeafError if the batch has no such receipt.
 */
export function openBatch({ summary, key, signature, receipts, tree }: SignedBatch, index: number): BatchedReceipt {
  const path = packedPath(tree, index).map((node) => bytesToHex(node));
  return {
    receipt: bytesToHex(receipts.subarray(RECEIPT_BYTES * index, RECEIPT_BYTES * (index + 1))),
    key,
    signature,
    firstSequence: summary.firstSequence,
    count: summary.count,
    legCount: BigInt(summary.legCount),
    feeTotal: summary.feeTotal,
    path,
  };
}
