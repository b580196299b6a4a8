import type { Hex } from "viem";

import { ByteReader } from "../bytes/byte-reader.ts";
import { checkUint } from "../bytes/check-uint.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { laneNameOf } from "../codes/lane-name.ts";
import { legClassOf } from "../codes/leg-class.ts";
import { WeightsAboveTotalError } from "../money/errors.ts";
import { checkLegs } from "../receipt/check-legs.ts";
import type { Leg } from "../receipt/leg.ts";
import { legsRoot } from "../receipt/legs-root.ts";
import { receiptId } from "../receipt/receipt-id.ts";
import { RECEIPT_VERSION, type Receipt } from "../receipt/receipt.ts";
import type { DecodedBatch, ReceiptWithLegs } from "./batch.ts";
import { BatchLimitError, BatchVersionError, EmptyBatchError, TrailingBytesError } from "./errors.ts";
import { BATCH_LIMITS, SLOTS_PER_PAGE } from "./limits.ts";
import { entryAt, readTables, type ReadTables } from "./read-tables.ts";
import { summariseBatch } from "./summarise-batch.ts";

type Header = Pick<Receipt, "lane" | "gatewayId" | "epoch" | "sequence">;

/**
 * Reads a packed batch and recomputes each receipt's legs root and id, and the batch's root.
 * @throws BatchVersionError, BatchLimitError, EmptyBatchError, TableNotAscendingError, TableIndexError, TrailingBytesError,
 * UnexpectedEndError, UnknownCodeError, LegsNotAscendingError, WeightsAboveTotalError, IntegerOutOfRangeError, InvalidBytesError.
 */
export function decodeBatch(blob: Hex | Uint8Array): DecodedBatch {
  const reader = new ByteReader(toBytes("batch", blob));
  const version = reader.uint(1);
  if (version !== RECEIPT_VERSION) throw new BatchVersionError(version);
  const lane = laneNameOf(reader.uint(1));
  const [gatewayId, epoch, firstSequence] = [reader.uint(4), reader.uint(4), reader.uint(5)];
  const counts = { payers: reader.uint(1), offerings: reader.uint(1), accounts: reader.uint(2), pages: reader.uint(2) };
  const receiptCount = reader.uint(2);
  if (receiptCount === 0) throw new EmptyBatchError();
  if (receiptCount > BATCH_LIMITS.receipts)
    throw new BatchLimitError({ what: "receipts", count: receiptCount, maximum: BATCH_LIMITS.receipts });
  checkUint("last sequence", firstSequence + receiptCount - 1, 40);

  const tables = readTables(reader, counts);
  const receipts = Array.from({ length: receiptCount }, (_, index) => {
    const settled = readReceipt(reader, tables, { lane, gatewayId, epoch, sequence: firstSequence + index });
    return { ...settled, receiptId: receiptId(settled.receipt) };
  });
  if (reader.remaining > 0) throw new TrailingBytesError(reader.remaining);
  const summary = summariseBatch(
    receipts.map(({ receipt }) => receipt),
    receipts.map((settled) => settled.receiptId),
  );
  return { summary, accounts: tables.accounts, receipts };
}

function readReceipt(reader: ByteReader, tables: ReadTables, header: Header): ReceiptWithLegs {
  const payerAccount = entryAt("payers", tables.payers, reader.uint(1));
  const offeringId = entryAt("offerings", tables.offerings, reader.uint(1));
  const [promptTokens, completionTokens, fee] = [reader.uint(3), reader.uint(3), reader.bigUint(8)];
  const [servedAt, legCount, weightTotal, contextRoot] = [reader.uint(6), reader.uint(2), reader.uint(4), reader.bytes32()];
  if (legCount > BATCH_LIMITS.legs) throw new BatchLimitError({ what: "legs in a receipt", count: legCount, maximum: BATCH_LIMITS.legs });
  const legs = Array.from({ length: legCount }, () => readLeg(reader, tables));
  const weights = checkLegs(legs);
  if (weightTotal === 0 || weights > weightTotal) throw new WeightsAboveTotalError(weights, weightTotal);
  const tokens = { promptTokens, completionTokens, fee, servedAt };
  return {
    receipt: { ...header, payerAccount, offeringId, ...tokens, legCount, weightTotal, legsRoot: legsRoot(legs), contextRoot },
    legs,
  };
}

function readLeg(reader: ByteReader, { pageStarts }: ReadTables): Leg {
  const pageStart = entryAt("pages", pageStarts, reader.uint(2));
  const slot = reader.uint(1);
  checkUint("slot", slot, Math.log2(SLOTS_PER_PAGE));
  return { contributionId: pageStart | BigInt(slot), weight: reader.uint(2), class: legClassOf(reader.uint(1)) };
}
