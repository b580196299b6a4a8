import { LANE_CODES, laneNameOf, type LaneName } from "@openledger/sdk";
import type { Hex } from "viem";

import type { Database, Queryable } from "./database.ts";

/** A receipt as journalled. `legs` and `evidence` are JSON. */
export interface StoredReceipt {
  readonly receiptId: Hex;
  readonly requestId: string;
  readonly keyId: string;
  readonly lane: LaneName;
  readonly epoch: number;
  readonly sequence: number;
  readonly payer: number;
  readonly offeringId: number;
  readonly fee: bigint;
  readonly unattributed: number;
  readonly packed: Hex;
  readonly legs: string;
  readonly evidence: string;
  /** Of the receipt alone; undefined if it is signed in a batch. */
  readonly signature?: Hex | undefined;
  /** The batch that it was signed in, see `receiptBatch`. */
  readonly signedIn?: string;
  readonly servedAt: number;
  readonly isSettled: boolean;
  readonly batchId?: string;
  readonly transactionHash?: Hex;
  readonly batchRoot?: Hex;
  readonly error?: string;
}

/** What is billed for a request. */
export interface Billed {
  readonly requestId: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly usageSource: "embedded" | "upstream" | "estimated";
  readonly endedAt: number;
}

/** Opens an epoch's numbering at `nextSequence` unless it is open already. */
export async function openEpoch(database: Database, { epoch, nextSequence }: { epoch: number; nextSequence: number }): Promise<void> {
  await database.query("INSERT INTO epochs (epoch, next_sequence) VALUES ($1, $2) ON CONFLICT DO NOTHING", [epoch, nextSequence]);
}

export async function isEpochOpen(database: Database, epoch: number): Promise<boolean> {
  return (await database.query("SELECT epoch FROM epochs WHERE epoch = $1", [epoch])).length === 1;
}

/** The number that the epoch's next receipt has to have. It is taken by storing that receipt: a number that is not stored is never lost. */
export async function nextSequence(database: Queryable, epoch: number): Promise<number> {
  const [row] = await database.query<{ sequence: string }>("SELECT next_sequence::text AS sequence FROM epochs WHERE epoch = $1", [epoch]);
  if (!row) throw new Error(`Epoch ${epoch} is not open in the journal.`);
  return Number(row.sequence);
}

/**
 * Turns a reservation into a bill: receipt, payer's total, request and stored answer in one statement; on the direct lane with the receipt's number, on the epoch lane in the transaction
 * that took its place.
 * @returns False if another receipt of the direct lane has the number; then nothing is stored.
 * @throws Error if the request has no reservation.
 */
export async function storeReceipt(
  database: Queryable,
  { receipt, billed, answer }: { receipt: Omit<StoredReceipt, "isSettled" | "keyId" | "signedIn">; billed: Billed; answer: string },
): Promise<boolean> {
  const [row] = await database.query<{ is_stored: boolean }>(
    "SELECT is_stored FROM store_receipt($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
    [
      receipt.receiptId,
      receipt.requestId,
      LANE_CODES[receipt.lane],
      receipt.epoch,
      receipt.sequence,
      receipt.payer,
      receipt.offeringId,
      receipt.fee.toString(),
      receipt.unattributed,
      receipt.packed,
      receipt.legs,
      receipt.evidence,
      receipt.signature ?? "",
      receipt.servedAt,
      billed.promptTokens,
      billed.completionTokens,
      billed.usageSource,
      billed.endedAt,
      answer,
    ],
  );
  return row!.is_stored;
}

interface Row {
  readonly receipt_id: Hex;
  readonly request_id: string;
  readonly key_id: string;
  readonly lane: number;
  readonly epoch: string;
  readonly sequence: string;
  readonly payer: string;
  readonly offering_id: string;
  readonly fee: string;
  readonly unattributed: number;
  readonly packed: Hex;
  readonly legs: string;
  readonly evidence: string;
  readonly signature: Hex | "";
  readonly signed_in: string | null;
  readonly served_at: string;
  readonly settled: boolean;
  readonly batch_id: string | null;
  readonly transaction_hash: Hex | null;
  readonly root: Hex | null;
  readonly error: string | null;
}

const SELECT = `SELECT r.receipt_id, r.request_id, q.key_id, r.lane, r.epoch::text, r.sequence::text, r.payer::text, r.offering_id::text, r.fee::text, r.unattributed,
  r.packed, r.legs, r.evidence, r.signature, r.signed_in::text, r.served_at::text, r.settled, r.batch_id::text, b.transaction_hash, b.root, r.error
  FROM receipts r JOIN requests q USING (request_id) LEFT JOIN batches b ON b.id = r.batch_id`;

function toReceipt(row: Row): StoredReceipt {
  return {
    receiptId: row.receipt_id,
    requestId: row.request_id,
    keyId: row.key_id,
    lane: laneNameOf(row.lane),
    epoch: Number(row.epoch),
    sequence: Number(row.sequence),
    payer: Number(row.payer),
    offeringId: Number(row.offering_id),
    fee: BigInt(row.fee),
    unattributed: row.unattributed,
    packed: row.packed,
    legs: row.legs,
    evidence: row.evidence,
    ...(row.signature !== "" && { signature: row.signature }),
    ...(row.signed_in !== null && { signedIn: row.signed_in }),
    servedAt: Number(row.served_at),
    isSettled: row.settled,
    ...(row.batch_id !== null && { batchId: row.batch_id }),
    ...(row.transaction_hash !== null && { transactionHash: row.transaction_hash }),
    ...(row.root !== null && { batchRoot: row.root }),
    ...(row.error !== null && { error: row.error }),
  };
}

/** By receipt id or by the id of the completion. */
export async function findReceipt(database: Database, id: string): Promise<StoredReceipt | undefined> {
  const [row] = await database.query<Row>(`${SELECT} WHERE r.receipt_id = $1 OR r.request_id = $1`, [id]);
  return row && toReceipt(row);
}

/** Receipts of the direct lane to settle now, in order of epoch and sequence. */
export async function unsettledReceipts(
  database: Database,
  { now, limit }: { now: number; limit: number },
): Promise<readonly StoredReceipt[]> {
  const rows = await database.query<Row>(
    `${SELECT} WHERE NOT r.settled AND r.lane = 1 AND r.retry_at <= $1 ORDER BY r.epoch, r.sequence LIMIT $2`,
    [now, limit],
  );
  return rows.map(toReceipt);
}
