import { RECEIPT_BYTES } from "../receipt/receipt.ts";
import { LEG_BYTES } from "../receipt/write-leg.ts";
import type { PackedReceipt } from "./chunk-bytes.ts";
import { EpochInputError } from "../epoch/errors.ts";

/**
 * Cuts packed receipts with their legs, one behind the other as in a chunk, without copying or reading them.
 * @throws EpochInputError if the bytes end inside a receipt.
 */
export function* cutPackedReceipts(bytes: Uint8Array): Iterable<PackedReceipt> {
  for (let at = 0; at < bytes.length;) {
    const legsAt = at + RECEIPT_BYTES;
    const end = legsAt + LEG_BYTES * (256 * (bytes[at + 43] ?? 0) + (bytes[at + 44] ?? 0));
    if (end > bytes.length) throw new EpochInputError(`The bytes end inside the receipt at byte ${at}.`, "read them again, whole.");
    yield { receipt: bytes.subarray(at, legsAt), legs: bytes.subarray(legsAt, end) };
    at = end;
  }
}
