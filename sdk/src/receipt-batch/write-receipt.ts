import { LANE_CODES } from "../codes/lane-name.ts";
import { encodeReceipt } from "../receipt/encode-receipt.ts";
import { RECEIPT_BYTES, RECEIPT_VERSION, type Receipt } from "../receipt/receipt.ts";

const HIGH = 2 ** 32;
const MAXIMUM_FEE = (1n << 64n) - 1n;

/** Value of each hex digit by character code; others are 255. */
const DIGITS = new Uint8Array(128).fill(255);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  DIGITS[digit.charCodeAt(0)] = value;
  DIGITS[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Writes 32 bytes of hex; false unless they are that. */
function writeHex(to: Uint8Array, offset: number, hex: string): boolean {
  if (hex.length !== 66 || hex[0] !== "0" || hex[1] !== "x") return false;
  for (let i = 0; i < 32; i++) {
    const high = DIGITS[hex.charCodeAt(2 + 2 * i)] ?? 255;
    const low = DIGITS[hex.charCodeAt(3 + 2 * i)] ?? 255;
    if ((high | low) > 15) return false;
    to[offset + i] = 16 * high + low;
  }
  return true;
}

const isUint = (value: number, limit: number) => Number.isInteger(value) && value >= 0 && value < limit;

/**
 * Packs a receipt as `encodeReceipt` does, at the pace of a batch's hashes: no bigint for each field, no hex.
 * @throws What `encodeReceipt` throws.
 */
export function writeReceipt(receipt: Receipt): Uint8Array {
  const bytes = new Uint8Array(RECEIPT_BYTES);
  const view = new DataView(bytes.buffer);
  const { lane, fee, sequence, servedAt, promptTokens, completionTokens } = receipt;
  const isSmall =
    isUint(receipt.gatewayId, HIGH) &&
    isUint(receipt.epoch, HIGH) &&
    isUint(sequence, 256 * HIGH) &&
    isUint(receipt.payerAccount, HIGH) &&
    isUint(receipt.offeringId, HIGH) &&
    isUint(promptTokens, 2 ** 24) &&
    isUint(completionTokens, 2 ** 24) &&
    isUint(servedAt, 2 ** 48) &&
    isUint(receipt.legCount, 2 ** 16) &&
    isUint(receipt.weightTotal, HIGH) &&
    receipt.weightTotal > 0;
  const isPacked =
    isSmall &&
    typeof fee === "bigint" &&
    fee >= 0n &&
    fee <= MAXIMUM_FEE &&
    Object.hasOwn(LANE_CODES, lane) &&
    writeHex(bytes, 49, receipt.legsRoot) &&
    writeHex(bytes, 81, receipt.contextRoot);
  if (!isPacked) {
    encodeReceipt(receipt); // names the field
    throw new TypeError("the receipt's fields are not of the types that Receipt says");
  }
  bytes[0] = RECEIPT_VERSION;
  bytes[1] = LANE_CODES[lane];
  view.setUint32(2, receipt.gatewayId);
  view.setUint32(6, receipt.epoch);
  view.setUint8(10, Math.floor(sequence / HIGH));
  view.setUint32(11, sequence % HIGH);
  view.setUint32(15, receipt.payerAccount);
  view.setUint32(19, receipt.offeringId);
  view.setUint16(23, promptTokens >>> 8);
  view.setUint8(25, promptTokens & 255);
  view.setUint16(26, completionTokens >>> 8);
  view.setUint8(28, completionTokens & 255);
  view.setBigUint64(29, fee);
  view.setUint16(37, Math.floor(servedAt / HIGH));
  view.setUint32(39, servedAt % HIGH);
  view.setUint16(43, receipt.legCount);
  view.setUint32(45, receipt.weightTotal);
  return bytes;
}
