import { keccak256, type Hex } from "viem";

import { ByteReader } from "../bytes/byte-reader.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { decodeNode } from "./decode-node.ts";
import { NODE_BYTES } from "./encode-node.ts";
import type { NodeFields } from "./epoch.ts";

/** Bytes of a record. */
export const RECORD_BYTES = 290;

/** A record as `EpochCommitted` emits it: the header, and what the ledger added at commit. */
export interface EpochRecord {
  /** Its hash, which the ledger keeps. */
  readonly hash: Hex;
  readonly version: number;
  readonly gatewayId: number;
  readonly epoch: number;
  readonly parent: Hex;
  readonly payoutDepth: number;
  readonly payoutRoot: Hex;
  /** 196 bytes. */
  readonly top: Uint8Array;
  readonly topFields: NodeFields;
  /** Unix seconds. */
  readonly committedAt: number;
  /** Seconds that the rail had been paused before. */
  readonly pausedBefore: number;
  /** nano-OPEN of all epochs of the gateway before this one. */
  readonly feesBefore: bigint;
}

/**
 * Reads a record.
 * @throws InvalidBytesError unless there are 290 bytes.
 */
export function decodeRecord(record: Hex | Uint8Array): EpochRecord {
  const bytes = toBytes("record", record, RECORD_BYTES);
  const reader = new ByteReader(bytes);
  const head = {
    version: reader.uint(1),
    gatewayId: reader.uint(4),
    epoch: reader.uint(4),
    parent: reader.bytes32(),
    payoutDepth: reader.uint(1),
    payoutRoot: reader.bytes32(),
    top: reader.raw(NODE_BYTES),
  };
  return {
    hash: keccak256(bytes),
    ...head,
    topFields: decodeNode(head.top),
    committedAt: reader.uint(6),
    pausedBefore: reader.uint(6),
    feesBefore: reader.bigUint(8),
  };
}
