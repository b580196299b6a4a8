import type { Database, Queryable } from "./database.ts";

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

interface Counted {
  readonly outstanding: string;
  readonly voucher: string;
}

function creditFrom({ chain }: CreditReading, { outstanding: counted, voucher }: Counted): Credit {
  const outstanding = BigInt(counted);
  const signed = BigInt(voucher) > chain.authorised ? BigInt(voucher) : chain.authorised;
  return {
    authorised: signed < chain.cap ? signed : chain.cap,
    committed: chain.debited + outstanding,
    free: chain.balance - chain.withdrawing - outstanding,
  };
}

/** The payer's credit as the journal and the chain have it now. */
export async function creditOf(
  database: Queryable,
  { payer, reading, redeemableUntil }: { payer: number; reading: CreditReading; redeemableUntil: number },
): Promise<Credit> {
  const [row] = await database.query<Counted>("SELECT outstanding::text, voucher::text FROM credit_of($1, $2, $3)", [
    payer,
    redeemableUntil,
    reading.settled.toString(),
  ]);
  return creditFrom(reading, row!);
}

/** Sets aside the most a request can cost, before anything is served. Parallel requests of one payer wait for each other here. */
export async function reserve(
  database: Queryable,
  { request, amount, reading, redeemableUntil }: { request: NewRequest; amount: bigint; reading: CreditReading; redeemableUntil: number },
): Promise<Reserved> {
  const { chain, settled } = reading;
  const [row] = await database.query<Counted & { readonly kind: Reserved["kind"]; readonly stored: string }>(
    `SELECT kind, stored, outstanding::text, voucher::text
     FROM reserve_request($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
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
      amount.toString(),
      redeemableUntil,
      ...[settled, chain.authorised, chain.cap, chain.debited, chain.balance - chain.withdrawing].map(String),
    ],
  );
  const { kind, stored } = row!;
  if (kind === "insufficient") return { kind, credit: creditFrom(reading, row!) };
  return kind === "replay" ? { kind, answer: stored } : { kind };
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
