import { createHash, randomBytes } from "node:crypto";

import type { Voucher } from "@openledger/sdk";
import type { Hex } from "viem";

import type { Database, Queryable } from "./database.ts";

/** Who may read the words of a request's evidence: anybody, or the key's owner alone. */
export type EvidenceChoice = "public" | "private";

export interface ApiKey {
  readonly id: string;
  readonly payer: number;
  readonly label: string;
  readonly evidence: EvidenceChoice;
  readonly createdAt: number;
}

export interface SignedVoucher {
  readonly voucher: Voucher;
  readonly signature: Hex;
  /** EIP-712 digest. */
  readonly digest: Hex;
}

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Keeps a voucher. @returns Whether it is new; one that is known already changes nothing. */
export async function storeVoucher(database: Queryable, { voucher, signature, digest }: SignedVoucher, now: number): Promise<boolean> {
  const stored = await database.query(
    `INSERT INTO vouchers (digest, payer, cumulative, expiry, signature, received_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING RETURNING digest`,
    [digest, voucher.payerAccount, voucher.cumulative.toString(), voucher.expiry, signature, now],
  );
  return stored.length === 1;
}

/**
 * Creates an API key for the payer of a voucher. Only the key's hash is stored.
 * @returns The key, this once; undefined if the voucher was sent before: then it may be on its way into public calldata.
 */
export async function createKey(
  database: Database,
  {
    signed,
    label,
    evidence,
    now,
  }: { readonly signed: SignedVoucher; readonly label: string; readonly evidence: EvidenceChoice; readonly now: number },
): Promise<(ApiKey & { readonly key: string }) | undefined> {
  const key = `ol-${randomBytes(32).toString("base64url")}`;
  const id = `key_${randomBytes(8).toString("hex")}`;
  const payer = signed.voucher.payerAccount;
  return database.transaction(async (tx) => {
    await tx.query("INSERT INTO payers (payer) VALUES ($1) ON CONFLICT DO NOTHING", [payer]);
    if (!(await storeVoucher(tx, signed, now))) return undefined;
    await tx.query(
      "INSERT INTO api_keys (id, key_hash, payer, label, evidence, voucher_digest, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      [id, hashOf(key), payer, label, evidence, signed.digest, now],
    );
    return { id, payer, label, evidence, createdAt: now, key };
  });
}

interface KeyRow {
  readonly id: string;
  readonly payer: string;
  readonly label: string;
  readonly evidence: EvidenceChoice;
  readonly created_at: string;
}

const COLUMNS = "id, payer::text, label, evidence, created_at::text";

function toKey(row: KeyRow | undefined): ApiKey | undefined {
  return row && { id: row.id, payer: Number(row.payer), label: row.label, evidence: row.evidence, createdAt: Number(row.created_at) };
}

/** The key a caller presents, if it is known. Found by its hash, so the comparison leaks nothing of the key. */
export async function findKey(database: Database, key: string): Promise<ApiKey | undefined> {
  const [row] = await database.query<KeyRow>(`SELECT ${COLUMNS} FROM api_keys WHERE key_hash = $1`, [hashOf(key)]);
  return toKey(row);
}

export async function keyOfId(database: Database, id: string): Promise<ApiKey | undefined> {
  const [row] = await database.query<KeyRow>(`SELECT ${COLUMNS} FROM api_keys WHERE id = $1`, [id]);
  return toKey(row);
}

/** The payer's largest voucher that can still be redeemed at `redeemableUntil` (Unix seconds). */
export async function bestVoucher(
  database: Queryable,
  { payer, redeemableUntil }: { readonly payer: number; readonly redeemableUntil: number },
): Promise<(Omit<SignedVoucher["voucher"], "gatewayId"> & { readonly signature: Hex }) | undefined> {
  const [row] = await database.query<{ cumulative: string; expiry: string; signature: Hex }>(
    `SELECT cumulative::text, expiry::text, signature FROM vouchers WHERE payer = $1 AND expiry >= $2 ORDER BY vouchers.cumulative DESC, vouchers.expiry DESC LIMIT 1`,
    [payer, redeemableUntil],
  );
  return row && { payerAccount: payer, cumulative: BigInt(row.cumulative), expiry: Number(row.expiry), signature: row.signature };
}
