import type { Database } from "./database.ts";
import { bestVoucher } from "./keys.ts";

/** What the chain says of a payer and this gateway, nano-OPEN. */
export interface PayerState {
  readonly balance: bigint;
  readonly withdrawing: bigint;
  readonly authorised: bigint;
  readonly debited: bigint;
  /** The lower of the cap in force and one that is waiting. */
  readonly cap: bigint;
}

/** A reading of the chain with the journal's settled sum from just before it, so that no settlement in between is missed. */
export interface CreditReading {
  readonly chain: PayerState;
  readonly settled: bigint;
}

export interface Credit {
  /** Signed by the payer, capped on chain. */
  readonly authorised: bigint;
  /** Billed on chain, served and unsettled, or reserved. */
  readonly committed: bigint;
  /** Deposit that nothing else has a claim on. */
  readonly free: bigint;
}

export interface NewRequest {
  readonly requestId: string;
  readonly keyId: string;
  readonly payer: number;
  readonly offeringId: number;
  readonly model: string;
  readonly callType: string;
  readonly upstream: string;
  readonly startedAt: number;
  readonly idempotency?: { readonly key: string; readonly bodyHash: string };
}

export type Reserved =
  | { readonly kind: "reserved" }
  | { readonly kind: "insufficient"; readonly credit: Credit }
  | { readonly kind: "replay"; readonly answer: string }
  | { readonly kind: "conflict" }
  | { readonly kind: "inProgress" };

type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** The payer's credit; in a transaction that has locked the payer's row it holds until commit. */
export async function creditOf(
  tx: Tx,
  { payer, reading, redeemableUntil }: { payer: number; reading: CreditReading; redeemableUntil: number },
): Promise<Credit> {
  const [totals] = await tx.query<{ billed: string; reserved: string }>(
    `SELECT coalesce((SELECT billed FROM payers WHERE payer = $1), 0)::text AS billed,
            coalesce((SELECT sum(amount) FROM reservations WHERE payer = $1), 0)::text AS reserved`,
    [payer],
  );
  const { chain, settled } = reading;
  const outstanding = BigInt(totals!.billed) - settled + BigInt(totals!.reserved);
  const voucher = await bestVoucher(tx, { payer, redeemableUntil });
  const signed = voucher && voucher.cumulative > chain.authorised ? voucher.cumulative : chain.authorised;
  return {
    authorised: signed < chain.cap ? signed : chain.cap,
    committed: chain.debited + outstanding,
    free: chain.balance - chain.withdrawing - outstanding,
  };
}

async function earlierAnswer(tx: Tx, { keyId, idempotency }: NewRequest): Promise<Reserved | undefined> {
  if (!idempotency) return undefined;
  const [row] = await tx.query<{ state: string; body_hash: string; answer: string | null }>(
    "SELECT state, body_hash, answer FROM requests WHERE key_id = $1 AND idempotency_key = $2",
    [keyId, idempotency.key],
  );
  if (!row) return undefined;
  if (row.body_hash !== idempotency.bodyHash) return { kind: "conflict" };
  return row.answer === null ? { kind: "inProgress" } : { kind: "replay", answer: row.answer };
}

/** Sets aside the most a request can cost, before anything is served. Parallel requests of one payer wait for each other here. */
export async function reserve(
  database: Database,
  { request, amount, reading, redeemableUntil }: { request: NewRequest; amount: bigint; reading: CreditReading; redeemableUntil: number },
): Promise<Reserved> {
  return database.transaction(async (tx) => {
    await tx.query("SELECT payer FROM payers WHERE payer = $1 FOR UPDATE", [request.payer]);
    const earlier = await earlierAnswer(tx, request);
    if (earlier) return earlier;
    const credit = await creditOf(tx, { payer: request.payer, reading, redeemableUntil });
    if (credit.committed + amount > credit.authorised || amount > credit.free) return { kind: "insufficient", credit };
    await tx.query(
      `INSERT INTO requests (request_id, key_id, payer, offering_id, model, call_type, upstream, state, started_at, idempotency_key, body_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'reserved', $8, $9, $10)`,
      [
        request.requestId,
        request.keyId,
        request.payer,
        request.offeringId,
        request.model,
        request.callType,
        request.upstream,
        request.startedAt,
        request.idempotency?.key ?? null,
        request.idempotency?.bodyHash ?? null,
      ],
    );
    await tx.query("INSERT INTO reservations (request_id, payer, amount, created_at) VALUES ($1, $2, $3, $4)", [
      request.requestId,
      request.payer,
      amount.toString(),
      request.startedAt,
    ]);
    return { kind: "reserved" };
  });
}

/** Gives a reservation back: nothing was served, nothing is charged. The idempotency key may be used again. */
export async function release(
  database: Database,
  { requestId, errorCode, now }: { requestId: string; errorCode: string; now: number },
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query("DELETE FROM reservations WHERE request_id = $1", [requestId]);
    await tx.query(
      "UPDATE requests SET state = 'failed', error_code = $2, ended_at = $3, idempotency_key = NULL, answer = NULL WHERE request_id = $1 AND state = 'reserved'",
      [requestId, errorCode, now],
    );
  });
}

/** After a restart no request is under way, so every reservation left is an orphan. @returns How many were released. */
export async function releaseOrphans(database: Database, now: number): Promise<number> {
  const orphans = await database.query<{ request_id: string }>("SELECT request_id FROM reservations");
  for (const { request_id } of orphans) await release(database, { requestId: request_id, errorCode: "gateway_restarted", now });
  return orphans.length;
}

/** Forgets stored answers that no retry can ask for any more (24 hours). */
export async function forgetAnswers(database: Database, now: number): Promise<void> {
  await database.query("UPDATE requests SET answer = NULL, idempotency_key = NULL WHERE answer IS NOT NULL AND ended_at < $1", [
    now - 86_400_000,
  ]);
}
