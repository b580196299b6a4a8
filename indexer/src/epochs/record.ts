import { hexToBytes, keccak256, sliceHex, toHex, type Hex } from "viem";

import { FoldError } from "../fold/fold-error.ts";

const RECORD_BYTES = 290;
const TOP = 74;

/** What the 290 bytes of a record say (docs/formats/epoch.md). Amounts in nano-OPEN. */
export interface EpochRecord {
  readonly gatewayId: number;
  readonly number: number;
  readonly parent: Hex;
  readonly payoutDepth: number;
  readonly payoutRoot: Hex;
  readonly level: number;
  readonly childCount: number;
  readonly receiptCount: bigint;
  readonly legCount: bigint;
  readonly feeTotal: bigint;
  readonly creditCount: bigint;
  readonly debitCount: bigint;
  readonly body: Hex;
  readonly creditsRoot: Hex;
  readonly debitsRoot: Hex;
  readonly committedAt: bigint;
  readonly pausedBefore: bigint;
  readonly feesBefore: bigint;
}

/** Reads a record. @throws FoldError unless it has 290 bytes. */
export const readRecord = (record: Hex): EpochRecord => {
  const bytes = hexToBytes(record);
  if (bytes.length !== RECORD_BYTES) throw new FoldError(`A record has ${RECORD_BYTES} bytes, not ${bytes.length}`);
  const uint = (offset: number, size: number): bigint => BigInt(toHex(bytes.subarray(offset, offset + size)));
  const hash = (offset: number): Hex => toHex(bytes.subarray(offset, offset + 32));
  return {
    gatewayId: Number(uint(1, 4)),
    number: Number(uint(5, 4)),
    parent: hash(9),
    payoutDepth: Number(uint(41, 1)),
    payoutRoot: hash(42),
    level: Number(uint(TOP, 1)),
    childCount: Number(uint(TOP + 1, 1)),
    receiptCount: uint(TOP + 7, 5),
    legCount: uint(TOP + 12, 8),
    feeTotal: uint(TOP + 20, 8),
    creditCount: uint(TOP + 28, 4),
    debitCount: uint(TOP + 32, 4),
    body: hash(TOP + 36),
    creditsRoot: hash(TOP + 132),
    debitsRoot: hash(TOP + 164),
    committedAt: uint(270, 6),
    pausedBefore: uint(276, 6),
    feesBefore: uint(282, 8),
  };
};

/** Hash of an epoch's top node, which a data challenge of the whole epoch names. */
export const topHashOf = (record: Hex): Hex => keccak256(sliceHex(record, TOP, 270));
