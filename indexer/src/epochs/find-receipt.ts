import { LANE_CODES, RECEIPT_BYTES, RECEIPT_VERSION } from "@openledger/sdk";
import { keccak256, type Hex } from "viem";

import { offsetsOf } from "./find-push.ts";

/** What an event says of a receipt. */
export interface ReceiptNames {
  readonly receiptId: Hex;
  readonly gateway: number;
  readonly epoch: number;
  readonly sequence: number;
}

const field = (value: number, bytes: number): string => value.toString(16).padStart(2 * bytes, "0");

/** The packed receipt of an id, wherever it stands in a transaction's calldata; null if it does not stand there in one piece. */
export const findReceipt = (input: Hex, { receiptId, gateway, epoch, sequence }: ReceiptNames): Hex | null => {
  const head = field(RECEIPT_VERSION, 1) + field(LANE_CODES.epoch, 1) + field(gateway, 4) + field(epoch, 4) + field(sequence, 5);
  for (const at of offsetsOf(input, head)) {
    const packed: Hex = `0x${input.slice(at, at + 2 * RECEIPT_BYTES)}`;
    if (keccak256(packed) === receiptId) return packed;
  }
  return null;
};
