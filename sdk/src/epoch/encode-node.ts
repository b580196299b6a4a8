import { ByteWriter } from "../bytes/byte-writer.ts";
import type { NodeFields } from "./epoch.ts";

/** Bytes of a node. */
export const NODE_BYTES = 196;

/**
 * Packs a node (docs/formats/epoch.md).
 * @throws IntegerOutOfRangeError, InvalidBytesError with the field that does not fit.
 */
export function encodeNode(node: NodeFields): Uint8Array {
  return new ByteWriter(NODE_BYTES)
    .uint("level", node.level, 1)
    .uint("childCount", node.childCount, 1)
    .uint("firstSequence", node.firstSequence, 5)
    .uint("receiptCount", node.receiptCount, 5)
    .uint("legCount", node.legCount, 8)
    .uint("feeTotal", node.feeTotal, 8)
    .uint("creditCount", node.creditCount, 4)
    .uint("debitCount", node.debitCount, 4)
    .bytes32("body", node.body)
    .bytes32("receiptsRoot", node.receiptsRoot)
    .bytes32("sharesRoot", node.sharesRoot)
    .bytes32("creditsRoot", node.creditsRoot)
    .bytes32("debitsRoot", node.debitsRoot)
    .finish();
}
