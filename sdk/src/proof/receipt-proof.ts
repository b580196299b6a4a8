import type { Hex } from "viem";

import { verifyMerkleProof } from "../merkle/verify-merkle-proof.ts";
import { decodeReceipt } from "../receipt/decode-receipt.ts";
import { receiptId } from "../receipt/receipt-id.ts";
import type { Receipt } from "../receipt/receipt.ts";

/** Proof that a receipt was settled in a batch of the direct rail (docs/formats/proofs.md). */
export interface ReceiptProof {
  /** The 113 bytes. */
  readonly packed: Hex;
  /** Sequence of the batch's first receipt. */
  readonly firstSequence: number;
  /** Receipts of the batch. */
  readonly count: number;
  /** Root, count and first sequence stand in the router's `BatchSettled`, and the gateway's receipt key signed them. */
  readonly root: Hex;
  /** Siblings from the leaf up. */
  readonly proof: readonly Hex[];
}

/**
 * Checks that the receipt stands in the batch with this root.
 * @returns The receipt, or undefined if the proof does not show it.
 * @throws InvalidBytesError, ReceiptVersionError, UnknownCodeError, IntegerOutOfRangeError if the bytes are no receipt or a hash has not 32 bytes.
 */
export function verifyReceiptProof({ packed, firstSequence, count, root, proof }: ReceiptProof): Receipt | undefined {
  const receipt = decodeReceipt(packed);
  const index = receipt.sequence - firstSequence;
  return verifyMerkleProof({ root, leaf: receiptId(receipt), index, leafCount: count, proof }) ? receipt : undefined;
}
