import type { Hex } from "viem";

import type { Database } from "./database.ts";
import type { StoredReceipt } from "./receipts.ts";

export interface NewBatch {
  readonly epoch: number;
  readonly firstSequence: number;
  readonly feeTotal: bigint;
  readonly root: Hex;
  readonly receipts: readonly StoredReceipt[];
  readonly now: number;
}

/** Notes that a batch is about to be submitted. @returns Its number. */
export async function createBatch(database: Database, batch: NewBatch): Promise<string> {
  return database.transaction(async (tx) => {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO batches (epoch, first_sequence, receipt_count, fee_total, root, state, created_at) VALUES ($1, $2, $3, $4, $5, 'submitted', $6)
       RETURNING id::text`,
      [batch.epoch, batch.firstSequence, batch.receipts.length, batch.feeTotal.toString(), batch.root, batch.now],
    );
    await tx.query("UPDATE receipts SET batch_id = $1 WHERE lane = 1 AND epoch = $2 AND sequence BETWEEN $3 AND $4", [
      row!.id,
      batch.epoch,
      batch.firstSequence,
      batch.firstSequence + batch.receipts.length - 1,
    ]);
    return row!.id;
  });
}

/** Notes the transaction of a batch, before it is known whether it was mined. */
export async function noteTransaction(
  database: Database,
  { batchId, transactionHash }: { batchId: string; transactionHash: Hex },
): Promise<void> {
  await database.query("UPDATE batches SET transaction_hash = $2 WHERE id = $1", [batchId, transactionHash]);
}

/** The chain has settled the batch: its receipts are paid and no longer outstanding. Twice is once. */
export async function markSettled(database: Database, { batchId, now }: { batchId: string; now: number }): Promise<void> {
  await database.transaction(async (tx) => {
    const rows = await tx.query<{ payer: string; fee: string }>(
      "UPDATE receipts SET settled = true, error = NULL WHERE batch_id = $1 AND NOT settled RETURNING payer::text, fee::text",
      [batchId],
    );
    const totals = new Map<string, bigint>();
    for (const { payer, fee } of rows) totals.set(payer, (totals.get(payer) ?? 0n) + BigInt(fee));
    for (const [payer, fee] of [...totals].sort(([a], [b]) => Number(a) - Number(b))) {
      await tx.query("UPDATE payers SET settled = settled + $2 WHERE payer = $1", [payer, fee.toString()]);
    }
    await tx.query("UPDATE batches SET state = 'settled', ended_at = $2, error = NULL WHERE id = $1", [batchId, now]);
  });
}

/** The chain refused the batch, or never saw it: its receipts go back to the queue. */
export async function abandonBatch(
  database: Database,
  { batchId, error, retryAt, now }: { batchId: string; error: string; retryAt: number; now: number },
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(
      "UPDATE receipts SET batch_id = NULL, attempts = attempts + 1, retry_at = $2, error = $3 WHERE batch_id = $1 AND NOT settled",
      [batchId, retryAt, error],
    );
    await tx.query("UPDATE batches SET state = 'abandoned', ended_at = $2, error = $3 WHERE id = $1", [batchId, now, error]);
  });
}

/** Batches whose outcome the journal does not know, after a restart or a lost connection. */
export async function openBatches(
  database: Database,
): Promise<
  readonly { readonly batchId: string; readonly epoch: number; readonly firstSequence: number; readonly transactionHash?: Hex }[]
> {
  const rows = await database.query<{ id: string; epoch: string; first_sequence: string; transaction_hash: Hex | null }>(
    "SELECT id::text, epoch::text, first_sequence::text, transaction_hash FROM batches WHERE state = 'submitted' ORDER BY batches.id",
  );
  return rows.map((row) => ({
    batchId: row.id,
    epoch: Number(row.epoch),
    firstSequence: Number(row.first_sequence),
    ...(row.transaction_hash !== null && { transactionHash: row.transaction_hash }),
  }));
}
