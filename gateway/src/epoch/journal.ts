import { encodeLegs, type PackedReceipt } from "@openledger/sdk";
import { hexToBytes, type Hex } from "viem";

import type { Database, Queryable } from "../journal/database.ts";
import { parseLegs } from "../journal/parse-legs.ts";
import type { CloseRules } from "./rail.ts";

/**
 * State of an epoch as the journal knows it.
 *
 *     open ──► closed ──► committed ──► held ──► final
 *                ▲            │          │
 *                └────────────┴──────────┘ void
 */
export type EpochState = "open" | "closed" | "committed" | "held" | "final";

export interface JournalEpoch {
  readonly epoch: number;
  readonly state: EpochState;
  readonly receipts: number;
  /** nano-OPEN. */
  readonly fees: bigint;
  /** Unix milliseconds. */
  readonly openedAt: number;
  readonly closedAt?: number;
  readonly record?: Hex;
}

const LANE = 2;

/** Whoever numbers or closes waits for whoever does so already. */
const lock = (tx: Queryable): Promise<unknown> => tx.query("SELECT value FROM meta WHERE name = 'deployment' FOR UPDATE");

/**
 * Takes the next place in the epoch lane, opening an epoch where none is open or the open one is due. Only inside the transaction that stores the receipt:
 * what is rolled back leaves no gap.
 */
export async function takePlace(
  tx: Queryable,
  { now, rules }: { readonly now: number; readonly rules: CloseRules },
): Promise<{ readonly epoch: number; readonly sequence: number }> {
  await lock(tx);
  await closeOpen(tx, now, rules);
  await tx.query(
    `INSERT INTO rail_epochs (epoch, opened_at) SELECT coalesce(max(epoch) + 1, 0), $1 FROM rail_epochs
     HAVING coalesce(bool_and(closed_at IS NOT NULL), true)`,
    [now],
  );
  const [row] = await tx.query<{ epoch: string; sequence: string }>(
    `UPDATE rail_epochs SET next_sequence = next_sequence + 1 WHERE closed_at IS NULL
     RETURNING epoch::text, (next_sequence - 1)::text AS sequence`,
  );
  return { epoch: Number(row!.epoch), sequence: Number(row!.sequence) };
}

/** Closes the open epoch if it is due. An epoch without a receipt does not exist, so none is ever closed empty. */
async function closeOpen(tx: Queryable, now: number, { closeAfter, closeReceipts }: CloseRules): Promise<number | undefined> {
  const [row] = await tx.query<{ epoch: string }>(
    `UPDATE rail_epochs SET closed_at = $1, state = 'closed'
     WHERE closed_at IS NULL AND next_sequence > 0 AND (opened_at <= $2 OR next_sequence >= $3) RETURNING epoch::text`,
    [now, now - closeAfter, closeReceipts],
  );
  return row && Number(row.epoch);
}

/** Closes the open epoch if time or size say so; always if asked to. @returns Its number if one was closed. */
export async function closeEpoch(
  database: Database,
  { now, rules, isForced = false }: { readonly now: number; readonly rules: CloseRules; readonly isForced?: boolean },
): Promise<number | undefined> {
  return database.transaction(async (tx) => {
    await lock(tx);
    return closeOpen(tx, now, isForced ? { closeAfter: 0, closeReceipts: 1 } : rules);
  });
}

interface Row {
  readonly epoch: string;
  readonly state: EpochState;
  readonly receipts: string;
  readonly fees: string;
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly record: Hex | null;
}

/** Epochs in order of number. */
export async function journalEpochs(
  database: Queryable,
  { from = 0, limit = 1_000 }: { readonly from?: number; readonly limit?: number } = {},
): Promise<readonly JournalEpoch[]> {
  const rows = await database.query<Row>(
    `SELECT e.epoch::text, e.state, e.next_sequence::text AS receipts, e.opened_at::text, e.closed_at::text, e.record,
       (SELECT coalesce(sum(r.fee), 0) FROM receipts r WHERE r.lane = ${LANE} AND r.epoch = e.epoch)::text AS fees
     FROM rail_epochs e WHERE e.epoch >= $1 ORDER BY e.epoch LIMIT $2`,
    [from, limit],
  );
  return rows.map((row) => ({
    epoch: Number(row.epoch),
    state: row.state,
    receipts: Number(row.receipts),
    fees: BigInt(row.fees),
    openedAt: Number(row.opened_at),
    ...(row.closed_at !== null && { closedAt: Number(row.closed_at) }),
    ...(row.record !== null && { record: row.record }),
  }));
}

/** Receipts of an epoch from a sequence on, in order. */
export async function epochReceipts(
  database: Queryable,
  { epoch, from, limit }: { readonly epoch: number; readonly from: number; readonly limit: number },
): Promise<readonly PackedReceipt[]> {
  const rows = await database.query<{ packed: Hex; legs: string }>(
    `SELECT packed, legs FROM receipts WHERE lane = ${LANE} AND epoch = $1 AND sequence >= $2 ORDER BY sequence LIMIT $3`,
    [epoch, from, limit],
  );
  return rows.map(({ packed, legs }) => ({ receipt: hexToBytes(packed), legs: hexToBytes(encodeLegs(parseLegs(legs))) }));
}

/** Offerings that an epoch's receipts name, ascending. */
export async function epochOfferings(database: Queryable, epoch: number): Promise<readonly number[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT DISTINCT offering_id::text AS id FROM receipts WHERE lane = ${LANE} AND epoch = $1`,
    [epoch],
  );
  return rows.map(({ id }) => Number(id)).sort((a, b) => a - b);
}

/** Notes what became of an epoch on chain. Its receipts count as settled from when their fees are held, and no longer if the epoch is void. */
export async function noteEpoch(
  database: Database,
  { epoch, state, record }: { readonly epoch: number; readonly state: Exclude<EpochState, "open">; readonly record?: Hex },
): Promise<void> {
  const isSettled = state === "held" || state === "final";
  await database.transaction(async (tx) => {
    await tx.query("UPDATE rail_epochs SET state = $2, record = $3 WHERE epoch = $1 AND closed_at IS NOT NULL", [
      epoch,
      state,
      record ?? null,
    ]);
    const rows = await tx.query<{ payer: string; fee: string }>(
      `UPDATE receipts SET settled = $2 WHERE lane = ${LANE} AND epoch = $1 AND settled <> $2 RETURNING payer::text, fee::text`,
      [epoch, isSettled],
    );
    const totals = new Map<string, bigint>();
    for (const { payer, fee } of rows) totals.set(payer, (totals.get(payer) ?? 0n) + BigInt(fee));
    for (const [payer, fee] of [...totals].sort(([a], [b]) => Number(a) - Number(b))) {
      await tx.query("UPDATE payers SET settled = settled + $2 WHERE payer = $1", [payer, (isSettled ? fee : -fee).toString()]);
    }
  });
}
