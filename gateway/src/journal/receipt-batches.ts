import { LANE_CODES, packedPath, packedTree, type Core, type SignedBatch } from "@openledger/sdk";
import { bytesToHex, concatHex, hexToBytes, type Address, type Hex } from "viem";

import type { Database, Queryable } from "./database.ts";

/** A signature over consecutive receipts of the epoch lane. */
export interface ReceiptBatch {
  readonly firstSequence: number;
  readonly count: number;
  readonly legCount: number;
  readonly feeTotal: bigint;
  readonly signer: Address;
  readonly signature: Hex;
  /** Ids of its receipts, in order. */
  readonly ids: readonly Hex[];
}

const LANE = LANE_CODES.epoch;

/** Notes a signature for those of its receipts that have none yet. */
export async function storeReceiptBatch(database: Database, { summary, key, signature }: SignedBatch): Promise<void> {
  const { epoch, firstSequence, count, legCount, feeTotal } = summary;
  await database.transaction(async (tx) => {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO receipt_batches (epoch, first_sequence, receipt_count, leg_count, fee_total, signer, signature) VALUES ($1, $2, $3, $4, $5, $6, $7)
       RETURNING id::text`,
      [epoch, firstSequence, count, legCount, feeTotal.toString(), key, signature],
    );
    await tx.query(
      `UPDATE receipts SET signed_in = $1 WHERE lane = ${LANE} AND epoch = $2 AND sequence BETWEEN $3 AND $4 AND signed_in IS NULL AND signature = ''`,
      [row!.id, epoch, firstSequence, firstSequence + count - 1],
    );
  });
}

/** Packed receipts that nobody signed yet, in order. */
export async function unsignedReceipts(database: Queryable, { limit }: { readonly limit: number }): Promise<readonly Hex[]> {
  const rows = await database.query<{ packed: Hex }>(
    "SELECT packed FROM receipts WHERE signature = '' AND signed_in IS NULL ORDER BY epoch, sequence LIMIT $1",
    [limit],
  );
  return rows.map(({ packed }) => packed);
}

/** The batch that a receipt was signed in. */
export async function receiptBatch(database: Queryable, id: string): Promise<ReceiptBatch> {
  const [row] = await database.query<
    Record<"epoch" | "first" | "legs" | "fees", string> & { count: number; signer: Address; signature: Hex }
  >(
    `SELECT epoch::text, first_sequence::text AS first, receipt_count AS count, leg_count::text AS legs, fee_total::text AS fees, signer, signature
     FROM receipt_batches WHERE id = $1`,
    [id],
  );
  const { epoch, first, count, legs, fees, signer, signature } = row!;
  const firstSequence = Number(first);
  const rows = await database.query<{ id: Hex }>(
    `SELECT receipt_id AS id FROM receipts WHERE lane = ${LANE} AND epoch = $1 AND sequence BETWEEN $2 AND $3 ORDER BY sequence`,
    [epoch, firstSequence, firstSequence + count - 1],
  );
  return { firstSequence, count, legCount: Number(legs), feeTotal: BigInt(fees), signer, signature, ids: rows.map((entry) => entry.id) };
}

/** The signature of a batch as a receipt in it is served: with the siblings that lead from the receipt to the batch's root. */
export async function batchSignature(
  database: Queryable,
  core: Core,
  { signedIn, sequence }: { readonly signedIn: string; readonly sequence: number },
) {
  const { ids, signer, feeTotal, signature, ...batch } = await receiptBatch(database, signedIn);
  const tree = packedTree(core, hexToBytes(concatHex(ids)));
  const path = packedPath(tree, sequence - batch.firstSequence).map((sibling) => bytesToHex(sibling));
  return { signature, signer, batch: { ...batch, feeTotal: feeTotal.toString(), path } };
}
