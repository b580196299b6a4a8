import { concatHex, hexToBytes, slice, type Hex } from "viem";

import {
  contributionId,
  encodeBatch,
  encodeLegs,
  encodeReceipt,
  LANE_CODES,
  safeDecodeBatch,
  type BatchInput,
  type LaneName,
} from "../../sdk/src/index.ts";
import { randomLegs } from "./random-legs.ts";
import { randomReceipt } from "./random-receipt.ts";
import { randomOf, type Random } from "./random.ts";

function randomBatch(random: Random, receiptCount: number, mostLegs: number, lane: LaneName = "direct"): BatchInput {
  const [gatewayId, epoch, firstSequence] = [random.int(1, 2 ** 32 - 1), random.int(0, 2 ** 32 - 1), random.int(0, 2 ** 40 - 1000)];
  const receipts = Array.from({ length: receiptCount }, (_, i) => {
    const legs = randomLegs(random, random.int(0, mostLegs));
    const [payerAccount, offeringId] = [random.int(1, 5), random.int(1, 3)];
    return {
      receipt: randomReceipt(random, legs, { lane, gatewayId, epoch, sequence: firstSequence + i, payerAccount, offeringId }),
      legs,
    };
  });
  return { lane, gatewayId, epoch, firstSequence, receipts, extraAccounts: [random.int(1, 30), random.int(1, 30), 2 ** 32 - 1] };
}

/** The two ends of what an id can be. */
function edgeBatch(random: Random): BatchInput {
  const legs = [
    { contributionId: contributionId(1, 1), weight: 1, class: "proven" },
    { contributionId: contributionId(1, 127), weight: 2, class: "proven" },
    { contributionId: contributionId(1, 128), weight: 3, class: "judged" },
    { contributionId: contributionId(2 ** 32 - 1, 2 ** 24 - 1), weight: 65_535, class: "recomputable" },
  ] as const;
  const at = { lane: "direct", gatewayId: 1, epoch: 0, sequence: 2 ** 40 - 1 } as const;
  const receipt = randomReceipt(random, legs, at);
  return { ...at, firstSequence: at.sequence, receipts: [{ receipt, legs }], extraAccounts: [] };
}

function batchCase(input: BatchInput) {
  const { blob, summary, receiptIds } = encodeBatch(input);
  return {
    ...summary,
    blob,
    extraAccounts: input.extraAccounts,
    lane: LANE_CODES[summary.lane],
    legs: input.receipts.map(({ legs }) => encodeLegs(legs)),
    receiptIds,
    receipts: input.receipts.map(({ receipt }) => encodeReceipt(receipt)),
  };
}

/** One valid blob and what becomes of it when single bytes change. */
function refusedBatches(random: Random) {
  const legs = randomLegs(random, 4);
  const at = { lane: "direct", gatewayId: 7, epoch: 1, sequence: 0 } as const;
  const receipt = randomReceipt(random, legs, { ...at, payerAccount: 3, offeringId: 2 });
  const { blob } = encodeBatch({ ...at, firstSequence: 0, receipts: [{ receipt, legs }], extraAccounts: [40, 41] });
  const size = hexToBytes(blob).length;
  const leg = size - 6;
  const accounts = 23 + 4 + 4;
  const pageCount = Number(slice(blob, 19, 21));
  const pages = accounts + 4 * Number(slice(blob, 17, 19));
  const receiptAt = pages + 5 * pageCount;
  const changed = (offset: number, bytes: Hex) =>
    concatHex([slice(blob, 0, offset), bytes, ...(offset + hexSize(bytes) < size ? [slice(blob, offset + hexSize(bytes))] : [])]);
  const lastLegAgain = slice(blob, leg - 6, leg);
  const blobs: Readonly<Record<string, Hex>> = {
    "wrong version": changed(0, "0x02"),
    "unknown lane": changed(1, "0x03"),
    "no receipts": changed(21, "0x0000"),
    "too many receipts": changed(21, "0x0101"),
    "more receipts than bytes": changed(21, "0x0002"),
    "too many offerings": changed(16, "0x11"),
    "too many accounts": changed(17, "0x1001"),
    "too many pages": changed(19, "0x1001"),
    "last sequence beyond 40 bits": concatHex([slice(changed(10, "0xffffffffff"), 0, 21), "0x0002", slice(blob, 23)]),
    "accounts not ascending": changed(accounts + 4, slice(blob, accounts, accounts + 4)),
    "payer zero": changed(23, "0x00000000"),
    "account zero": changed(accounts, "0x00000000"),
    "page beyond 2^17": changed(pages + 2, "0x020000"),
    "page of no account": changed(receiptAt - 5, "0xffff"),
    "no such payer": changed(receiptAt, "0x01"),
    "no such offering": changed(receiptAt + 1, "0x01"),
    "too many legs": changed(receiptAt + 22, "0x0041"),
    "weights above total": changed(receiptAt + 24, "0x00000001"),
    "zero weight total": changed(receiptAt + 24, "0x00000000"),
    "no such page": changed(leg, "0xffff"),
    "slot beyond page": changed(leg + 2, "0x80"),
    "zero weight": changed(leg + 3, "0x0000"),
    "class none": changed(leg + 5, "0x00"),
    "unknown class": changed(leg + 5, "0x04"),
    "leg twice": changed(leg, lastLegAgain),
    "one byte short": slice(blob, 0, size - 1),
    "one byte long": concatHex([blob, "0x00"]),
    "header only": slice(blob, 0, 23),
    empty: "0x",
  };
  return Object.entries(blobs).map(([what, refused]) => {
    const result = safeDecodeBatch(refused);
    if (result.ok) throw new Error(`"${what}" was not refused`);
    return { blob: refused, error: result.error.name, what };
  });
}

function hexSize(hex: Hex): number {
  return (hex.length - 2) / 2;
}

/** Packed batches, and blobs that must be refused. */
export function batchVectors() {
  const random = randomOf("batches");
  const inputs = [
    edgeBatch(random),
    randomBatch(random, 1, 0),
    randomBatch(random, 1, 64),
    randomBatch(random, 3, 9),
    randomBatch(random, 4, 8, "epoch"),
    randomBatch(random, 17, 16),
    randomBatch(random, 64, 4),
  ];
  return { cases: inputs.map(batchCase), refused: refusedBatches(random) };
}
