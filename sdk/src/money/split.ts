import { checkUint } from "../bytes/check-uint.ts";
import { Role } from "../codes/role.ts";
import { accountOfContribution } from "../ids/account-of-contribution.ts";
import { checkLegs } from "../receipt/check-legs.ts";
import type { Leg } from "../receipt/leg.ts";
import { checkSplitEntries } from "./check-split-entries.ts";
import { WeightsAboveTotalError } from "./errors.ts";
import { prefixShare } from "./prefix-share.ts";

/** One line of an offering's split table. */
export interface SplitEntry {
  /** A code of `Role`. */
  readonly role: number;
  /** Account paid; 0 for `Data`, whose share goes over the legs. */
  readonly account: number;
  /** Basis points of the fee, at least 1. */
  readonly bps: number;
}

/** What a split depends on. */
export interface SplitTerms {
  /** nano-OPEN. */
  readonly fee: bigint;
  /** In the offering's order; sum to 10,000 with exactly one `Data`. */
  readonly entries: readonly SplitEntry[];
  /** In canonical order, see `sortLegs`. */
  readonly legs: readonly Leg[];
  /** At least 1 and at least the sum of the legs' weights. */
  readonly weightTotal: number;
  /** Contributions whose legs are paid to the commons account. */
  readonly voided?: ReadonlySet<bigint>;
}

/** Who gets what of one fee, nano-OPEN. Entries sum to the fee; legs and `unattributed` sum to the `Data` entry. */
export interface Split {
  readonly entries: readonly (SplitEntry & { readonly amount: bigint })[];
  readonly legs: readonly (Leg & { readonly account: number; readonly amount: bigint; readonly isVoided: boolean })[];
  /** Share of the data that no leg explains; goes to the commons account. */
  readonly unattributed: bigint;
}

/**
 * Splits a fee: over the entries by basis points, then the data share over the legs by weight (docs/formats/receipt.md). Every amount
 * is a difference of two floors, so nothing is lost or added.
 * @throws SplitEntriesError, LegsNotAscendingError, WeightsAboveTotalError, IntegerOutOfRangeError for input a receipt cannot have.
 */
export function split({ fee, entries, legs, weightTotal, voided }: SplitTerms): Split {
  checkUint("fee", fee, 64);
  checkUint("weightTotal", weightTotal, 32);
  checkSplitEntries(entries);
  const weights = checkLegs(legs);
  if (weightTotal === 0 || weights > weightTotal) throw new WeightsAboveTotalError(weights, weightTotal);

  let bps = 0n;
  const paidEntries = entries.map((entry) => {
    const from = bps;
    bps += BigInt(entry.bps);
    return { ...entry, amount: prefixShare(fee, from, bps, 10_000n) };
  });
  const data = paidEntries.find((entry) => entry.role === Role.Data)!.amount;

  let weight = 0n;
  const paidLegs = legs.map((leg) => {
    const from = weight;
    weight += BigInt(leg.weight);
    return {
      ...leg,
      account: accountOfContribution(leg.contributionId),
      amount: prefixShare(data, from, weight, BigInt(weightTotal)),
      isVoided: voided?.has(leg.contributionId) ?? false,
    };
  });
  return { entries: paidEntries, legs: paidLegs, unattributed: data - (data * weight) / BigInt(weightTotal) };
}
