import { bytesToHex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { LANE_CODES } from "../codes/lane-name.ts";
import { LEG_CLASS_CODES } from "../codes/leg-class.ts";
import { receiptId } from "../receipt/receipt-id.ts";
import { RECEIPT_VERSION } from "../receipt/receipt.ts";
import type { BatchInput, PackedBatch } from "./batch.ts";
import { buildTables, pageKey, type BatchTables } from "./build-tables.ts";
import { checkBatchReceipts } from "./check-batch-receipts.ts";
import { BATCH_LEG_BYTES, BATCH_RECEIPT_BYTES, HEADER_BYTES, SLOTS_PER_PAGE } from "./limits.ts";
import { summariseBatch } from "./summarise-batch.ts";

/**
 * Packs receipts and their legs for `RewardRouter.settle` (docs/formats/batch.md).
 * @returns The blob, and the summary that the gateway's receipt key must sign (`batchTypedData`).
 * @throws EmptyBatchError, BatchLimitError, BatchReceiptMismatchError, WeightsAboveTotalError, LegsNotAscendingError, UnknownCodeError,
 * IntegerOutOfRangeError, InvalidBytesError with the offending value.
 */
export function encodeBatch(input: BatchInput): PackedBatch {
  checkBatchReceipts(input);
  const receipts = input.receipts.map(({ receipt }) => receipt);
  const receiptIds = receipts.map(receiptId);
  const summary = summariseBatch(receipts, receiptIds);
  const tables = buildTables(input);

  const size =
    HEADER_BYTES +
    4 * (tables.payers.entries.length + tables.offerings.entries.length + tables.accounts.entries.length) +
    5 * tables.pages.entries.length +
    BATCH_RECEIPT_BYTES * receipts.length +
    BATCH_LEG_BYTES * summary.legCount;
  const writer = new ByteWriter(size);
  writeHeader(writer, input, tables);
  for (const payer of tables.payers.entries) writer.uint("payerAccount", payer, 4);
  for (const offering of tables.offerings.entries) writer.uint("offeringId", offering, 4);
  for (const account of tables.accounts.entries) writer.uint("account", account, 4);
  for (const page of tables.pages.entries) writer.uint("page", page, 5);
  for (const settled of input.receipts) writeReceipt(writer, settled, tables);
  return { blob: bytesToHex(writer.finish()), summary, receiptIds };
}

function writeHeader(writer: ByteWriter, { lane, gatewayId, epoch, firstSequence, receipts }: BatchInput, tables: BatchTables): void {
  writer
    .uint("version", RECEIPT_VERSION, 1)
    .uint("lane", LANE_CODES[lane], 1)
    .uint("gatewayId", gatewayId, 4)
    .uint("epoch", epoch, 4)
    .uint("firstSequence", firstSequence, 5)
    .uint("payerCount", tables.payers.entries.length, 1)
    .uint("offeringCount", tables.offerings.entries.length, 1)
    .uint("accountCount", tables.accounts.entries.length, 2)
    .uint("pageCount", tables.pages.entries.length, 2)
    .uint("receiptCount", receipts.length, 2);
}

function writeReceipt(writer: ByteWriter, { receipt, legs }: BatchInput["receipts"][number], tables: BatchTables): void {
  writer
    .uint("payerIndex", tables.payers.indexOf.get(receipt.payerAccount)!, 1)
    .uint("offeringIndex", tables.offerings.indexOf.get(receipt.offeringId)!, 1)
    .uint("promptTokens", receipt.promptTokens, 3)
    .uint("completionTokens", receipt.completionTokens, 3)
    .uint("fee", receipt.fee, 8)
    .uint("servedAt", receipt.servedAt, 6)
    .uint("legCount", legs.length, 2)
    .uint("weightTotal", receipt.weightTotal, 4)
    .bytes32("contextRoot", receipt.contextRoot);
  for (const leg of legs) {
    writer
      .uint("pageIndex", tables.pages.indexOf.get(pageKey(tables.accounts, leg.contributionId))!, 2)
      .uint("slot", Number(leg.contributionId % BigInt(SLOTS_PER_PAGE)), 1)
      .uint("weight", leg.weight, 2)
      .uint("class", LEG_CLASS_CODES[leg.class], 1);
  }
}
