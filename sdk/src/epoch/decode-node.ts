import type { Hex } from "viem";

import { ByteReader } from "../bytes/byte-reader.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { NODE_BYTES } from "./encode-node.ts";
import type { NodeFields } from "./epoch.ts";

/** A node's fields, hashes as hex. */
export type DecodedNode = NodeFields & { readonly body: Hex; readonly receiptsRoot: Hex };

/**
 * Reads a node packed by {@link encodeNode}, whatever its fields say.
 * @throws InvalidBytesError unless there are 196 bytes.
 */
export function decodeNode(packed: Hex | Uint8Array): DecodedNode {
  const reader = new ByteReader(toBytes("node", packed, NODE_BYTES));
  return {
    level: reader.uint(1),
    childCount: reader.uint(1),
    firstSequence: reader.uint(5),
    receiptCount: reader.uint(5),
    // Eight bytes, but an epoch has at most 2^40 receipts of 64 legs.
    legCount: Number(reader.bigUint(8)),
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
