import { checkUint } from "../bytes/check-uint.ts";
import { accountOfContribution } from "../ids/account-of-contribution.ts";
import { localOfContribution } from "../ids/local-of-contribution.ts";
import type { BatchInput } from "./batch.ts";
import { BatchLimitError } from "./errors.ts";
import { BATCH_LIMITS, SLOTS_PER_PAGE } from "./limits.ts";

/** A table and the position of each of its entries. */
export interface Table {
  readonly entries: readonly number[];
  readonly indexOf: ReadonlyMap<number, number>;
}

/** The tables that a batch's receipts and legs point into. */
export interface BatchTables {
  readonly payers: Table;
  readonly offerings: Table;
  readonly accounts: Table;
  /** Entries are `accountIndex · 2^24 + page`. */
  readonly pages: Table;
}

/** Key of the page of a contribution in the pages table. */
export function pageKey(accounts: Table, contributionId: bigint): number {
  const page = Math.floor(localOfContribution(contributionId) / SLOTS_PER_PAGE);
  return accounts.indexOf.get(accountOfContribution(contributionId))! * 2 ** 24 + page;
}

/**
 * Collects the tables of a batch.
 * @throws BatchLimitError if one grows beyond its limit; IntegerOutOfRangeError for an id that is 0.
 */
export function buildTables({ receipts, extraAccounts }: BatchInput): BatchTables {
  for (const account of extraAccounts) checkUint("extra account", account, 32, 1n);
  receipts.forEach(({ receipt, legs }, i) => {
    checkUint(`receipts[${i}].payerAccount`, receipt.payerAccount, 32, 1n);
    checkUint(`receipts[${i}].offeringId`, receipt.offeringId, 32, 1n);
    for (const leg of legs) checkUint("account of a leg", accountOfContribution(leg.contributionId), 32, 1n);
  });
  const contributions = receipts.flatMap(({ legs }) => legs.map((leg) => leg.contributionId));
  const accounts = table("accounts", [...contributions.map(accountOfContribution), ...extraAccounts]);
  return {
    payers: table(
      "payers",
      receipts.map(({ receipt }) => receipt.payerAccount),
    ),
    offerings: table(
      "offerings",
      receipts.map(({ receipt }) => receipt.offeringId),
    ),
    accounts,
    pages: table(
      "pages",
      contributions.map((id) => pageKey(accounts, id)),
    ),
  };
}

function table(what: keyof BatchTables, values: readonly number[]): Table {
  const entries = [...new Set(values)].sort((a, b) => a - b);
  const maximum = BATCH_LIMITS[what];
  if (entries.length > maximum) throw new BatchLimitError({ what, count: entries.length, maximum });
  return { entries, indexOf: new Map(entries.map((entry, index) => [entry, index])) };
}
