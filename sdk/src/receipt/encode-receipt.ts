import { bytesToHex, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { checkUint } from "../bytes/check-uint.ts";
import { LANE_CODES } from "../codes/lane-name.ts";
import { UnknownCodeError } from "../codes/name-of-code.ts";
import { RECEIPT_BYTES, RECEIPT_VERSION, type Receipt } from "./receipt.ts";

/**
 * Packs a receipt into its 113 bytes.
 * @throws IntegerOutOfRangeError, InvalidBytesError, UnknownCodeError with the field that does not fit.
 */
export function encodeReceipt(receipt: Receipt): Hex {
  if (!Object.hasOwn(LANE_CODES, receipt.lane)) throw new UnknownCodeError({ what: "lanes", code: receipt.lane, codes: LANE_CODES });
  checkUint("weightTotal", receipt.weightTotal, 32, 1n);
  const writer = new ByteWriter(RECEIPT_BYTES)
    .uint("version", RECEIPT_VERSION, 1)
    .uint("lane", LANE_CODES[receipt.lane], 1)
    .uint("gatewayId", receipt.gatewayId, 4)
    .uint("epoch", receipt.epoch, 4)
    .uint("sequence", receipt.sequence, 5)
    .uint("payerAccount", receipt.payerAccount, 4)
    .uint("offeringId", receipt.offeringId, 4)
    .uint("promptTokens", receipt.promptTokens, 3)
    .uint("completionTokens", receipt.completionTokens, 3)
    .uint("fee", receipt.fee, 8)
    .uint("servedAt", receipt.servedAt, 6)
    .uint("legCount", receipt.legCount, 2)
    .uint("weightTotal", receipt.weightTotal, 4)
    .bytes32("legsRoot", receipt.legsRoot)
    .bytes32("contextRoot", receipt.contextRoot);
  return bytesToHex(writer.finish());
}
