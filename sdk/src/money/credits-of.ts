import { Role } from "../codes/role.ts";
import type { Split } from "./split.ts";

/**
 * What one split credits to each account, nano-OPEN, summed; the values sum to the fee. Accounts that get nothing are left out.
 * @param commons Account of unattributed shares and of voided legs.
 */
export function creditsOf(split: Split, commons: number): ReadonlyMap<number, bigint> {
  const credits = new Map<number, bigint>();
  const add = (account: number, amount: bigint) => {
    if (amount > 0n) credits.set(account, (credits.get(account) ?? 0n) + amount);
  };
  for (const entry of split.entries) if (entry.role !== Role.Data) add(entry.account, entry.amount);
  for (const leg of split.legs) add(leg.isVoided ? commons : leg.account, leg.amount);
  add(commons, split.unattributed);
  return credits;
}
