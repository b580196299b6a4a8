import type { Hex } from "viem";

import type { Queryable } from "../journal/database.ts";

export interface StoredVoucher {
  readonly payerAccount: number;
  /** nano-OPEN, decimal. */
  readonly cumulative: string;
  /** Unix seconds. */
  readonly expiry: number;
  readonly signature: Hex;
}

/** The largest voucher of each payer that can still be redeemed at `redeemableUntil` (Unix seconds). */
export async function bestVouchers(
  database: Queryable,
  { redeemableUntil }: { readonly redeemableUntil: number },
): Promise<readonly StoredVoucher[]> {
  const rows = await database.query<{ payer: string; cumulative: string; expiry: string; signature: Hex }>(
    `SELECT DISTINCT ON (payer) payer::text, cumulative::text, expiry::text, signature FROM vouchers WHERE expiry >= $1
     ORDER BY payer, vouchers.cumulative DESC, vouchers.expiry DESC`,
    [redeemableUntil],
  );
  return rows.map(({ payer, cumulative, expiry, signature }) => ({
    payerAccount: Number(payer),
    cumulative,
    expiry: Number(expiry),
    signature,
  }));
}
