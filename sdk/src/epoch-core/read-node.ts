import { ByteReader } from "../bytes/byte-reader.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { NODE_BYTES } from "../epoch/encode-node.ts";
import type { NodeFields } from "../epoch/epoch.ts";

/**
 * The fields of a packed node; `encodeNode` gives the same bytes.
 * @throws InvalidBytesError unless there are 196 bytes.
 */
export function readNode(packed: Uint8Array): NodeFields {
  const reader = new ByteReader(toBytes("node", packed, NODE_BYTES));
  return {
    level: reader.uint(1),
    childCount: reader.uint(1),
    firstSequence: reader.uint(5),
    receiptCount: reader.uint(5),
    legCount: reader.uint(8),
    feeTotal: reader.bigUint(8),
    creditCount: reader.uint(4),
    debitCount: reader.uint(4),
    body: reader.bytes32(),
    receiptsRoot: reader.bytes32(),
    sharesRoot: reader.bytes32(),
    creditsRoot: reader.bytes32(),
    debitsRoot: reader.bytes32(),
  };
}
