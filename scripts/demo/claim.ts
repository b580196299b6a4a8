import { openTokenAbi, payoutLedgerAbi } from "@openledger/sdk/abis";

import type { Contributor } from "./contribute.ts";
import type { World } from "./world.ts";

export type Claim = { readonly contributor: Contributor; readonly amount: bigint };

/** Pays two contributors what they can claim. The submitter sends the transaction: anyone may, for anyone; the money goes to their wallets. */
export async function claim(world: World, contributors: readonly Contributor[]): Promise<Claim[]> {
  const chosen = await Promise.all(
    contributors.map(async (contributor) => ({
      contributor,
      amount: await world.read<bigint>("PayoutLedger", payoutLedgerAbi, "claimableOf", [contributor.account]),
    })),
  );
  const claims = chosen
    .filter(({ amount }) => amount > 0n)
    .sort((a, b) => Number(b.amount - a.amount))
    .slice(0, 2);
  if (claims.length < 2) throw new Error(`only ${claims.length} contributors have something to claim; two were expected`);

  const balances = () =>
    Promise.all(
      claims.map(({ contributor }) => world.read<bigint>("OpenToken", openTokenAbi, "balanceOf", [contributor.actor.account.address])),
    );
  const before = await balances();
  await world.send(world.actor("submitter"), "PayoutLedger", payoutLedgerAbi, "withdraw", [
    claims.map(({ contributor }) => contributor.account),
  ]);
  const after = await balances();
  for (const [index, { contributor, amount }] of claims.entries()) {
    const received = after[index]! - before[index]!;
    if (received !== amount * 1_000_000_000n)
      throw new Error(`${contributor.actor.name} received ${received} base units instead of ${amount * 1_000_000_000n}`);
  }
  return claims;
}
