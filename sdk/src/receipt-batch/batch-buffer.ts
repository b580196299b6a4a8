import { bytesToHex } from "viem";

import { LANE_CODES, laneNameOf } from "../codes/lane-name.ts";
import type { Core } from "../epoch-core/open-core.ts";
import { packedTreeOf, type PackedTree } from "../epoch-core/packed-tree.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { RECEIPT_BYTES, RECEIPT_VERSION } from "../receipt/receipt.ts";
import type { BatchSummary } from "../typed-data/batch-typed-data.ts";

/** Bytes of a receipt that all receipts of a batch share: version, lane, gateway, epoch. */
const SHARED_BYTES = 10;
const HIGH = 2 ** 32;

/** Where batches come together before they are signed: packed receipts of one lane, gateway and epoch, by consecutive sequence. */
export interface BatchBuffer {
  readonly count: number;
  /** Whether the receipt can be the next of this batch; any can be the first. */
  fits(receipt: Uint8Array): boolean;
  /** Takes the receipt; returns its index. */
  add(receipt: Uint8Array): number;
  /** Hashes the batch and starts an empty one. */
  seal(core: Core): { readonly summary: BatchSummary; readonly receipts: Uint8Array; readonly tree: PackedTree };
}

// A view of each receipt would cost more than these shifts.
const uint16At = (bytes: Uint8Array, at: number) => (bytes[at]! << 8) | bytes[at + 1]!;
const uint32At = (bytes: Uint8Array, at: number) => ((uint16At(bytes, at) << 16) | uint16At(bytes, at + 2)) >>> 0;
const sequenceOf = (receipt: Uint8Array) => receipt[10]! * HIGH + uint32At(receipt, 11);

/** @throws InvalidBytesError unless the bytes are a packed receipt by length, version and lane. */
export function checkPackedReceipt(receipt: Uint8Array): void {
  const isLane = receipt[1] === LANE_CODES.direct || receipt[1] === LANE_CODES.epoch;
  if (receipt.length !== RECEIPT_BYTES || receipt[0] !== RECEIPT_VERSION || !isLane) {
    throw new InvalidBytesError({ field: "receipt", value: receipt, expected: `a packed receipt of ${RECEIPT_BYTES} bytes` });
  }
}

/** @param size Most receipts. */
export function openBatchBuffer(size: number): BatchBuffer {
  const bytes = new Uint8Array(RECEIPT_BYTES * size);
  let count = 0;
  let legCount = 0;
  let firstSequence = 0;
  // Sums of the halves of the fees: exact as numbers, and no bigint for each receipt.
  let feeLow = 0;
  let feeHigh = 0;

  function hasSame(receipt: Uint8Array): boolean {
    for (let i = 0; i < SHARED_BYTES; i++) if (receipt[i] !== bytes[i]) return false;
    return true;
  }

  return {
    get count() {
      return count;
    },
    fits(receipt) {
      if (count === 0) return true;
      const high = feeHigh + uint32At(receipt, 29) + Math.floor((feeLow + uint32At(receipt, 33)) / HIGH);
      return count < size && high < HIGH && sequenceOf(receipt) === firstSequence + count && hasSame(receipt);
    },
    add(receipt) {
      bytes.set(receipt, RECEIPT_BYTES * count);
      if (count === 0) firstSequence = sequenceOf(receipt);
      feeHigh += uint32At(receipt, 29);
      feeLow += uint32At(receipt, 33);
      legCount += uint16At(receipt, 43);
      return count++;
    },
    seal(core) {
      const receipts = bytes.slice(0, RECEIPT_BYTES * count);
      const tree = packedTreeOf(core, receipts, RECEIPT_BYTES);
      const summary = {
        gatewayId: uint32At(receipts, 2),
        epoch: uint32At(receipts, 6),
        lane: laneNameOf(receipts[1]!),
        firstSequence,
        count,
        legCount,
        feeTotal: BigInt(feeHigh) * BigInt(HIGH) + BigInt(feeLow),
        root: bytesToHex(tree.root),
      };
      count = legCount = feeLow = feeHigh = 0;
      return { summary, receipts, tree };
    },
  };
}
