import { concatBytes, keccak256 } from "viem";

import type { ReceiptWithLegs } from "../batch/batch.ts";
import { ByteWriter } from "../bytes/byte-writer.ts";
import { treeLayers } from "../merkle/tree-layers.ts";
import { creditsOf } from "../money/credits-of.ts";
import { split, type SplitEntry } from "../money/split.ts";
import { encodeLegs } from "../receipt/encode-legs.ts";
import { encodeReceipt } from "../receipt/encode-receipt.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { encodeNode } from "./encode-node.ts";
import { EpochInputError } from "./errors.ts";
import { EPOCH_LIMITS, type Chunk } from "./epoch.ts";
import { vectorOf } from "./vector.ts";

const AMOUNTS_A_BLOCK = 16;

/** A chunk's bytes: each receipt's 113 bytes and its legs, 10 bytes each. */
export function chunkBytes(receipts: readonly ReceiptWithLegs[]): Uint8Array {
  return concatBytes(
    receipts.flatMap(({ receipt, legs }) => [toBytes("receipt", encodeReceipt(receipt)), toBytes("legs", encodeLegs(legs))]),
  );
}

/** A receipt's amounts in blocks of sixteen: first the split's entries, then the legs. */
export function shareBlocks(entries: readonly bigint[], legs: readonly bigint[]): readonly Uint8Array[] {
  const blocks = [entries];
  for (let start = 0; start < legs.length; start += AMOUNTS_A_BLOCK) blocks.push(legs.slice(start, start + AMOUNTS_A_BLOCK));
  return blocks.map((amounts) => {
    const writer = new ByteWriter(8 * AMOUNTS_A_BLOCK);
    for (let i = 0; i < AMOUNTS_A_BLOCK; i++) writer.uint("amount", amounts[i] ?? 0n, 8);
    return writer.finish();
  });
}

/** A receipt's row: the hash over the hashes of its share blocks. */
export function rowOf(blocks: readonly Uint8Array[]): Uint8Array {
  return keccak256(concatBytes(blocks.map((block) => keccak256(block, "bytes"))), "bytes");
}

/**
 * Builds a chunk: splits every receipt, sums up, hashes everything.
 * @throws EpochInputError for an offering without a split, and what `split` throws for receipts that cannot be.
 */
export function buildChunk({
  receipts,
  splits,
  commons,
}: {
  readonly receipts: readonly ReceiptWithLegs[];
  readonly splits: ReadonlyMap<number, readonly SplitEntry[]>;
  readonly commons: number;
}): Chunk {
  const credits = new Map<number, bigint>();
  const debits = new Map<number, bigint>();
  const blocks: (readonly Uint8Array[])[] = [];
  let legCount = 0;
  let feeTotal = 0n;
  for (const { receipt, legs } of receipts) {
    const entries = splits.get(receipt.offeringId);
    if (entries === undefined) {
      throw new EpochInputError(`Offering ${receipt.offeringId} has no split.`, "pass the split of every offering that the receipts name.");
    }
    const parts = split({ fee: receipt.fee, entries, legs, weightTotal: receipt.weightTotal });
    for (const [account, amount] of creditsOf(parts, commons)) credits.set(account, (credits.get(account) ?? 0n) + amount);
    debits.set(receipt.payerAccount, (debits.get(receipt.payerAccount) ?? 0n) + receipt.fee);
    blocks.push(
      shareBlocks(
        parts.entries.map(({ amount }) => amount),
        parts.legs.map(({ amount }) => amount),
      ),
    );
    legCount += legs.length;
    feeTotal += receipt.fee;
  }
  const bytes = chunkBytes(receipts);
  const ids = receipts.map(({ receipt }) => keccak256(encodeReceipt(receipt), "bytes"));
  const rows = blocks.map(rowOf);
  const creditVector = vectorOf(credits);
  const debitVector = vectorOf(debits);
  const fields = {
    level: 0,
    childCount: 0,
    firstSequence: receipts[0]?.receipt.sequence ?? 0,
    receiptCount: receipts.length,
    legCount,
    feeTotal,
    creditCount: creditVector.entries.length,
    debitCount: debitVector.entries.length,
    body: keccak256(bytes, "bytes"),
    receiptsRoot: treeLayers(ids).root,
    sharesRoot: treeLayers(rows).root,
    creditsRoot: creditVector.root,
    debitsRoot: debitVector.root,
  };
  const packed = encodeNode(fields);
  return {
    fields,
    packed,
    hash: keccak256(packed, "bytes"),
    credits: creditVector,
    debits: debitVector,
    receipts,
    bytes,
    ids,
    shareBlocks: blocks,
    rows,
  };
}

/**
 * Cuts receipts into chunks within the limits, greedily.
 * @throws EpochInputError for a receipt of more than 64 legs.
 */
export function cutChunks(
  receipts: readonly ReceiptWithLegs[],
  chunkLegs: number = EPOCH_LIMITS.chunkLegs,
): readonly (readonly ReceiptWithLegs[])[] {
  const chunks: ReceiptWithLegs[][] = [];
  let legCount = Infinity;
  let byteCount = 0;
  let offerings = new Set<number>();
  for (const item of receipts) {
    const count = item.legs.length;
    if (count > EPOCH_LIMITS.receiptLegs) {
      throw new EpochInputError(`Receipt ${item.receipt.sequence} has ${count} legs.`, `give it at most ${EPOCH_LIMITS.receiptLegs}.`);
    }
    offerings.add(item.receipt.offeringId);
    const bytes = 113 + 10 * count;
    const isFull =
      legCount + count > chunkLegs || byteCount + bytes > EPOCH_LIMITS.chunkBytes || offerings.size > EPOCH_LIMITS.chunkOfferings;
    if (isFull) {
      chunks.push([]);
      legCount = 0;
      byteCount = 0;
      offerings = new Set([item.receipt.offeringId]);
    }
    chunks.at(-1)!.push(item);
    legCount += count;
    byteCount += bytes;
  }
  return chunks;
}
