import { decodeLegs, decodeReceipt, RECEIPT_BYTES, type ReceiptWithLegs } from "@openledger/sdk";

const LEG_BYTES = 10;

/** Cuts packed receipts and legs, as chunks and `/v1/epochs/{n}/receipts` hold them. @throws what the sdk says to bytes that are none. */
export function readReceipts(bytes: Uint8Array): readonly ReceiptWithLegs[] {
  const receipts: ReceiptWithLegs[] = [];
  for (let at = 0; at < bytes.length;) {
    const receipt = decodeReceipt(bytes.subarray(at, at + RECEIPT_BYTES));
    const end = at + RECEIPT_BYTES + LEG_BYTES * receipt.legCount;
    if (end > bytes.length) throw new RangeError(`The legs of receipt ${receipt.sequence} are cut off at byte ${bytes.length}.`);
    receipts.push({ receipt, legs: decodeLegs(bytes.subarray(at + RECEIPT_BYTES, end)) });
    at = end;
  }
  return receipts;
}
