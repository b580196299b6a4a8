import type { Database } from "./database.ts";
import { CREDIT_FUNCTION, RESERVE_FUNCTION } from "./reserve-function.ts";
import { STORE_FUNCTION } from "./store-function.ts";

/** Times are Unix milliseconds, amounts nano-OPEN, hashes and packed bytes 0x-hex. No prompt is stored; see `requests.answer`. */
const STATEMENTS = [
  `CREATE TABLE IF NOT EXISTS meta (name text PRIMARY KEY, value text NOT NULL)`,
  // The payer's row is locked by whoever reserves, bills or settles for it. billed and settled only grow.
  `CREATE TABLE IF NOT EXISTS payers (payer bigint PRIMARY KEY, billed numeric(20) NOT NULL DEFAULT 0, settled numeric(20) NOT NULL DEFAULT 0)`,
  `CREATE TABLE IF NOT EXISTS vouchers (digest text PRIMARY KEY, payer bigint NOT NULL, cumulative numeric(20) NOT NULL, expiry bigint NOT NULL,
     signature text NOT NULL, received_at bigint NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS api_keys (id text PRIMARY KEY, key_hash text NOT NULL UNIQUE, payer bigint NOT NULL, label text NOT NULL,
     evidence text NOT NULL, voucher_digest text NOT NULL UNIQUE, created_at bigint NOT NULL)`,
  // answer holds the completion only while an Idempotency-Key may still ask for it.
  `CREATE TABLE IF NOT EXISTS requests (request_id text PRIMARY KEY, key_id text NOT NULL REFERENCES api_keys, payer bigint NOT NULL,
     offering_id bigint NOT NULL, model text NOT NULL, call_type text NOT NULL, upstream text NOT NULL, state text NOT NULL,
     prompt_tokens integer, completion_tokens integer, fee numeric(20), usage_source text, started_at bigint NOT NULL, ended_at bigint,
     error_code text, idempotency_key text, body_hash text, answer text, UNIQUE (key_id, idempotency_key))`,
  `CREATE TABLE IF NOT EXISTS reservations (request_id text PRIMARY KEY REFERENCES requests, payer bigint NOT NULL, amount numeric(20) NOT NULL,
     created_at bigint NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS epochs (epoch bigint PRIMARY KEY, next_sequence bigint NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS batches (id bigserial PRIMARY KEY, epoch bigint NOT NULL, first_sequence bigint NOT NULL, receipt_count integer NOT NULL,
     fee_total numeric(20) NOT NULL, root text NOT NULL, state text NOT NULL, transaction_hash text, created_at bigint NOT NULL, ended_at bigint,
     error text)`,
  `CREATE TABLE IF NOT EXISTS receipts (receipt_id text PRIMARY KEY, request_id text NOT NULL UNIQUE REFERENCES requests, epoch bigint NOT NULL,
     sequence bigint NOT NULL, payer bigint NOT NULL, offering_id bigint NOT NULL, fee numeric(20) NOT NULL, unattributed integer NOT NULL,
     packed text NOT NULL, legs text NOT NULL, evidence text NOT NULL, signature text NOT NULL, served_at bigint NOT NULL,
     batch_id bigint REFERENCES batches, settled boolean NOT NULL DEFAULT false, attempts integer NOT NULL DEFAULT 0,
     retry_at bigint NOT NULL DEFAULT 0, error text, UNIQUE (epoch, sequence))`,
  // 1 the direct lane, 2 the epoch lane: each numbers its epochs on its own. Journals from before the epoch lane get the column here.
  `ALTER TABLE receipts ADD COLUMN IF NOT EXISTS lane smallint NOT NULL DEFAULT 1`,
  `ALTER TABLE receipts DROP CONSTRAINT IF EXISTS receipts_epoch_sequence_key`,
  `CREATE UNIQUE INDEX IF NOT EXISTS receipts_place ON receipts (lane, epoch, sequence)`,
  // Epochs of the epoch lane; record is the record's hash on chain.
  `CREATE TABLE IF NOT EXISTS rail_epochs (epoch bigint PRIMARY KEY, next_sequence bigint NOT NULL DEFAULT 0, state text NOT NULL DEFAULT 'open',
     opened_at bigint NOT NULL, closed_at bigint, record text)`,
  // Signatures over consecutive receipts of the epoch lane; those receipts have an empty signature of their own.
  `CREATE TABLE IF NOT EXISTS receipt_batches (id bigserial PRIMARY KEY, epoch bigint NOT NULL, first_sequence bigint NOT NULL,
     receipt_count integer NOT NULL, leg_count bigint NOT NULL, fee_total numeric(20) NOT NULL, signer text NOT NULL, signature text NOT NULL)`,
  `ALTER TABLE receipts ADD COLUMN IF NOT EXISTS signed_in bigint REFERENCES receipt_batches`,
  `CREATE INDEX IF NOT EXISTS receipts_unsigned ON receipts (epoch, sequence) WHERE signature = '' AND signed_in IS NULL`,
  `CREATE INDEX IF NOT EXISTS receipts_unsettled ON receipts (epoch, sequence) WHERE NOT settled`,
  `CREATE INDEX IF NOT EXISTS requests_by_key ON requests (key_id, started_at)`,
  // Of requests for evidence; expiry in Unix seconds.
  `CREATE TABLE IF NOT EXISTS nonces (account bigint NOT NULL, nonce text NOT NULL, expiry bigint NOT NULL, PRIMARY KEY (account, nonce))`,
  `CREATE TABLE IF NOT EXISTS grant_revocations (grant_id text NOT NULL, revoked_at bigint NOT NULL, signature text NOT NULL,
     PRIMARY KEY (grant_id, signature))`,
  `CREATE TABLE IF NOT EXISTS contents (content_root text PRIMARY KEY, datanet bigint NOT NULL, bytes integer NOT NULL, stored_at bigint NOT NULL)`,
  CREDIT_FUNCTION,
  RESERVE_FUNCTION,
  STORE_FUNCTION,
];

/** Creates the tables, and binds the journal to one deployment: a journal of another chain or gateway is refused. */
export async function createSchema(database: Database, { deployment }: { readonly deployment: string }): Promise<void> {
  await database.transaction(async (tx) => {
    for (const statement of STATEMENTS) await tx.query(statement);
    await tx.query("INSERT INTO meta (name, value) VALUES ('deployment', $1) ON CONFLICT DO NOTHING", [deployment]);
    const [row] = await tx.query<{ value: string }>("SELECT value FROM meta WHERE name = 'deployment'");
    if (row!.value !== deployment) {
      throw new Error(
        `The journal belongs to ${row!.value}, this gateway is ${deployment}; set OPENLEDGER_DATA_DIR or DATABASE_URL to a journal of its own.`,
      );
    }
  });
}
