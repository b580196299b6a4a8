import { encodeReceipt, LANE_CODES, receiptId, RECEIPT_VERSION, type Receipt } from "../../sdk/src/index.ts";
import { randomLegs } from "./random-legs.ts";
import { randomReceipt } from "./random-receipt.ts";
import { randomOf } from "./random.ts";

const ONES = `0x${"ff".repeat(32)}` as const;
const ZEROS = `0x${"00".repeat(32)}` as const;

const SMALLEST: Receipt = {
  lane: "direct",
  gatewayId: 0,
  epoch: 0,
  sequence: 0,
  payerAccount: 0,
  offeringId: 0,
  promptTokens: 0,
  completionTokens: 0,
  fee: 0n,
  servedAt: 0,
  legCount: 0,
  weightTotal: 1,
  legsRoot: ZEROS,
  contextRoot: ZEROS,
};

const LARGEST: Receipt = {
  lane: "epoch",
  gatewayId: 2 ** 32 - 1,
  epoch: 2 ** 32 - 1,
  sequence: 2 ** 40 - 1,
  payerAccount: 2 ** 32 - 1,
  offeringId: 2 ** 32 - 1,
  promptTokens: 2 ** 24 - 1,
  completionTokens: 2 ** 24 - 1,
  fee: 2n ** 64n - 1n,
  servedAt: 2 ** 48 - 1,
  legCount: 2 ** 16 - 1,
  weightTotal: 2 ** 32 - 1,
  legsRoot: ONES,
  contextRoot: ONES,
};

/** The fields of a receipt as numbers and hex. */
export function receiptFields(receipt: Receipt) {
  return { ...receipt, version: RECEIPT_VERSION, lane: LANE_CODES[receipt.lane] };
}

/** Receipts with their bytes and ids. */
export function receiptVectors() {
  const random = randomOf("receipts");
  const drawn = Array.from({ length: 40 }, () => randomReceipt(random, randomLegs(random, random.int(0, 16))));
  return {
    cases: [SMALLEST, LARGEST, ...drawn].map((receipt) => ({
      ...receiptFields(receipt),
      encoded: encodeReceipt(receipt),
      id: receiptId(receipt),
    })),
  };
}
