import type { Hex } from "viem";

import type { ReceiptWithLegs } from "../batch/batch.ts";
import { ByteReader } from "../bytes/byte-reader.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { decodeLegs } from "../receipt/decode-legs.ts";
import { decodeReceipt } from "../receipt/decode-receipt.ts";
import { RECEIPT_BYTES } from "../receipt/receipt.ts";
import { LEG_BYTES } from "../receipt/write-leg.ts";

/**
 * Reads a chunk's bytes: each receipt and its legs. Legs are not compared with their roots: the hash of the bytes says whether they are the epoch's.
 * @throws UnexpectedEndError, ReceiptVersionError, UnknownCodeError, LegsNotAscendingError, IntegerOutOfRangeError for bytes that are no chunk.
 */
export function decodeChunk(bytes: Hex | Uint8Array): readonly ReceiptWithLegs[] {
  const reader = new ByteReader(toBytes("chunk", bytes));
  const receipts: ReceiptWithLegs[] = [];
  while (reader.remaining > 0) {
    const receipt = decodeReceipt(reader.raw(RECEIPT_BYTES));
    receipts.push({ receipt, legs: decodeLegs(reader.raw(LEG_BYTES * receipt.legCount)) });
  }
  return receipts;
}
