import { keccak256, size, slice, type Hex } from "viem";

import { decodeNode } from "../epoch/decode-node.ts";
import { HEADER_BYTES } from "../epoch/encode-header.ts";
import { NODE_BYTES } from "../epoch/encode-node.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { verifyMerkleProof } from "../merkle/verify-merkle-proof.ts";
import { decodeReceipt } from "../receipt/decode-receipt.ts";
import { receiptId } from "../receipt/receipt-id.ts";
import type { Receipt } from "../receipt/receipt.ts";

/** Where the top node begins in a header. */
const TOP = HEADER_BYTES - NODE_BYTES;
const GATEWAY: readonly [number, number] = [1, 5];
const EPOCH: readonly [number, number] = [5, 9];

/** Proof that a receipt stands in an epoch (docs/formats/proofs.md). */
export interface EpochReceiptProof {
  /** The 113 bytes. */
  readonly packed: Hex;
  /** The 290 bytes that `EpochCommitted` emits, or the 270 of the header alone; the ledger keeps the keccak256 of the record. */
  readonly record: Hex;
  /** Nodes below the top, from it down to the receipt's chunk; none if the epoch is one chunk. */
  readonly nodes: readonly Hex[];
  /** Place of each node among its siblings, and the siblings' path up to the body of the node above. */
  readonly indexes: readonly number[];
  readonly paths: readonly (readonly Hex[])[];
  /** Siblings from the receipt up to the chunk's `receiptsRoot`. */
  readonly proof: readonly Hex[];
}

/**
 * Checks that the receipt stands in the epoch with this header.
 * @returns The receipt, or undefined if the proof does not show it.
 * @throws InvalidBytesError, ReceiptVersionError, UnknownCodeError, IntegerOutOfRangeError for bytes that are no receipt, node or header.
 */
export function verifyEpochReceiptProof({ packed, record, nodes, indexes, paths, proof }: EpochReceiptProof): Receipt | undefined {
  if (size(record) < HEADER_BYTES)
    throw new InvalidBytesError({ field: "record", value: record, expected: `at least ${HEADER_BYTES} bytes as 0x-prefixed hex` });
  const receipt = decodeReceipt(packed);
  const names = (range: readonly [number, number], value: number) => BigInt(slice(record, ...range)) === BigInt(value);
  if (receipt.lane !== "epoch" || !names(GATEWAY, receipt.gatewayId) || !names(EPOCH, receipt.epoch)) return undefined;
  if (indexes.length !== nodes.length || paths.length !== nodes.length) return undefined;
  let above = decodeNode(slice(record, TOP, HEADER_BYTES));
  for (const [depth, node] of nodes.entries()) {
    const claim = { root: above.body, leaf: keccak256(node), index: indexes[depth]!, leafCount: above.childCount, proof: paths[depth]! };
    const fields = decodeNode(node);
    if (fields.level !== above.level - 1 || !verifyMerkleProof(claim)) return undefined;
    above = fields;
  }
  if (above.level !== 0) return undefined;
  const index = receipt.sequence - above.firstSequence;
  const isThere = verifyMerkleProof({ root: above.receiptsRoot, leaf: receiptId(receipt), index, leafCount: above.receiptCount, proof });
  return isThere ? receipt : undefined;
}
