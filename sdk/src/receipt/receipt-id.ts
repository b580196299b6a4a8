import { keccak256, type Hex } from "viem";

import { encodeReceipt } from "./encode-receipt.ts";
import type { Receipt } from "./receipt.ts";

/**
 * Hash of the packed receipt; its id everywhere.
 * @throws IntegerOutOfRangeError, InvalidBytesError, UnknownCodeError as {@link encodeReceipt}.
 */
export function receiptId(receipt: Receipt): Hex {
  return keccak256(encodeReceipt(receipt));
}
