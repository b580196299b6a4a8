import type { Hex } from "viem";

import type { Database } from "./database.ts";

/** Takes a nonce of an account until `expiry` (Unix seconds). @returns False if it was taken before. */
export async function useNonce(
  database: Database,
  { account, nonce, expiry, now }: { readonly account: number; readonly nonce: Hex; readonly expiry: number; readonly now: number },
): Promise<boolean> {
  // What has expired is refused for its expiry, so its nonce need not be remembered.
  await database.query("DELETE FROM nonces WHERE expiry < $1", [now]);
  const taken = await database.query(
    "INSERT INTO nonces (account, nonce, expiry) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING account",
    [account, nonce.toLowerCase(), expiry],
  );
  return taken.length === 1;
}
