import type { Hex } from "viem";

import { ByteReader } from "../bytes/byte-reader.ts";
import { checkUint } from "../bytes/check-uint.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { laneNameOf } from "../codes/lane-name.ts";
import { ReceiptVersionError } from "./errors.ts";
import { RECEIPT_BYTES, RECEIPT_VERSION, type Receipt } from "./receipt.ts";

/**
 * Reads a packed receipt.
 * @throws InvalidBytesError unless there are 113 bytes; ReceiptVersionError, UnknownCodeError (lane), IntegerOutOfRangeError (weightTotal 0).
 */
export function decodeReceipt(packed: Hex | Uint8Array): Receipt {
  const reader = new ByteReader(toBytes("receipt", packed, RECEIPT_BYTES));
  const version = reader.uint(1);
  if (version !== RECEIPT_VERSION) throw new ReceiptVersionError(version);
  const receipt: Receipt = {
    lane: laneNameOf(reader.uint(1)),
    gatewayId: reader.uint(4),
    epoch: reader.uint(4),
    sequence: reader.uint(5),
    payerAccount: reader.uint(4),
    offeringId: reader.uint(4),
    promptTokens: reader.uint(3),
    completionTokens: reader.uint(3),
    fee: reader.bigUint(8),
    servedAt: reader.uint(6),
    legCount: reader.uint(2),
    weightTotal: reader.uint(4),
    legsRoot: reader.bytes32(),
    contextRoot: reader.bytes32(),
  };
  checkUint("weightTotal", receipt.weightTotal, 32, 1n);
  return receipt;
}
