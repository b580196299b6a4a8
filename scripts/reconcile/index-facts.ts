import { graphql } from "../demo/graphql.ts";
import { ContributionStatus } from "@openledger/sdk";

import { LEFT, readEpochIndexFacts } from "./epoch-index-facts.ts";
import { EVENT_ROWS } from "./event-rows.ts";
import { list, type Reader } from "./list.ts";
import { readPanelIndexFacts } from "./panel-index-facts.ts";
import { readValidationIndexFacts } from "./validation-index-facts.ts";
import { legsFact, spendFact } from "./log-facts.ts";

export type IndexedAt = { readonly number: number; readonly hash: string };

/** The indexer went on to another block while it was read. */
export class IndexMovedError extends Error {
  override readonly name = "IndexMovedError";
}

type Totals = Readonly<Record<"accountCount" | "batchCount" | "receiptCount" | "legCount", number>> &
  Readonly<
    Record<"fees" | "credited" | "rangeCredited" | "rangeExplained" | "withdrawn" | "deposited" | "debited" | "depositWithdrawn", string>
  >;

const ALIASES_A_REQUEST = 20;
const UNITS_PER_NANO = 1_000_000_000n;
const STATUSES = Object.keys(ContributionStatus).filter((status) => status !== "None");

/** The block the index stands at. @throws if it has folded none, or stands at a block that the chain has dropped. */
export async function indexedAt(url: string): Promise<IndexedAt> {
  const { _meta } = await graphql<{ _meta: { block: { number: number; hash: string | null } | null } }>(
    url,
    "{ _meta { block { number hash } } }",
  );
  if (_meta.block === null) throw new Error("the indexer has folded no block yet; wait until it has");
  if (_meta.block.hash === null)
    throw new Error(`the indexer stands at block ${_meta.block.number}, which the chain has dropped; wait until it follows`);
  return { number: _meta.block.number, hash: _meta.block.hash };
}

/** What the index says at a block. @throws IndexMovedError if it goes on meanwhile. */
export async function readIndexFacts(url: string, at: IndexedAt): Promise<Map<string, bigint>> {
  const read: Reader = async <T>(selection: string): Promise<T> => {
    const data = await graphql<{ _meta: { block: IndexedAt | null } } & T>(url, `{ _meta { block { number hash } } ${selection} }`);
    if (data._meta.block?.number !== at.number || data._meta.block.hash !== at.hash)
      throw new IndexMovedError(`the indexer left block ${at.number}`);
    return data;
  };
  const facts = new Map<string, bigint>();
  const { networkTotal: total } = await read<{ networkTotal: Totals | null }>(
    `networkTotal(id: "network") { accountCount batchCount receiptCount legCount fees credited rangeCredited rangeExplained withdrawn deposited debited depositWithdrawn }`,
  );
  facts.set("accounts / all", BigInt(total?.accountCount ?? 0));

  const balances = await list<{ accountId: number; credited: string; earned: string; withdrawn: string }>(
    read,
    "balances",
    "accountId",
    "accountId credited earned withdrawn",
  );
  for (const { accountId, credited, earned, withdrawn } of balances) {
    facts.set(`credited / account ${accountId}`, BigInt(credited));
    facts.set(`earned / account ${accountId}`, BigInt(earned));
    facts.set(`withdrawn / account ${accountId}`, BigInt(withdrawn));
  }
  const epochFacts = await readEpochIndexFacts(read);
  const allCredited = BigInt(total?.credited ?? 0) + BigInt(total?.rangeCredited ?? 0) + epochFacts.get(LEFT)!;
  epochFacts.delete(LEFT);
  facts.set("ledger totals / credited", allCredited);
  facts.set("credited in ranges, to whom is not known / all", BigInt(total?.rangeCredited ?? 0) - BigInt(total?.rangeExplained ?? 0));
  facts.set("ledger totals / withdrawn", BigInt(total?.withdrawn ?? 0));

  // An account without a row has never had a deposit.
  for (const { accountId } of balances) {
    facts.set(`deposits / account ${accountId}`, 0n);
    facts.set(`deposits asked back / account ${accountId}`, 0n);
  }
  const deposits = await list<{ accountId: number; balance: string; withdrawing: string }>(
    read,
    "payerDeposits",
    "accountId",
    "accountId balance withdrawing",
  );
  for (const { accountId, balance, withdrawing } of deposits) {
    facts.set(`deposits / account ${accountId}`, BigInt(balance));
    facts.set(`deposits asked back / account ${accountId}`, BigInt(withdrawing));
  }
  const held = deposits.reduce((sum, { balance }) => sum + BigInt(balance), 0n);
  facts.set("escrow totals / balances of all payers", held);
  facts.set(
    "escrow totals / deposited less debited and withdrawn",
    BigInt(total?.deposited ?? 0) - BigInt(total?.debited ?? 0) - BigInt(total?.depositWithdrawn ?? 0),
  );
  facts.set("OPEN held / payout ledger", (allCredited - BigInt(total?.withdrawn ?? 0)) * UNITS_PER_NANO);
  for (const [name, value] of epochFacts) facts.set(name, value);
  facts.set("OPEN held / payment escrow", (held + epochFacts.get("held for epochs / all")!) * UNITS_PER_NANO);

  for (const { id, bond, unbonding } of await list<{ id: number; bond: string; unbonding: string }>(
    read,
    "gateways",
    "id",
    "id bond unbonding",
  )) {
    facts.set(`bonds / gateway ${id}`, BigInt(bond));
    facts.set(`unbonding / gateway ${id}`, BigInt(unbonding));
  }
  const bonded = await list<{ bond: string }>(read, "contributions", "id", "bond", '{ bond_gt: "0" }');
  facts.set(
    "contribution bonds / all",
    bonded.reduce((sum, { bond }) => sum + BigInt(bond), 0n),
  );

  const add = (name: string, value: bigint) => facts.set(name, (facts.get(name) ?? 0n) + value);
  const spend = await list<{ payerId: number; offeringId: number; key: string | null; spent: string }>(
    read,
    "spendDays",
    "id",
    "payerId offeringId key spent",
  );
  // Without a key: receipts settled alone, whose event names none. The hatch's own facts count them.
  for (const { payerId, offeringId, key, spent } of spend) if (key !== null) add(spendFact(payerId, offeringId, key), BigInt(spent));
  const days = await list<{ contributionId: string; legCount: number }>(read, "contributionDays", "id", "contributionId legCount");
  for (const { contributionId, legCount } of days) add(legsFact(contributionId), BigInt(legCount));

  const columns = STATUSES.map((status) => `${status.toLowerCase()}Count`);
  const datanets = await list<Readonly<Record<string, number>>>(read, "datanets", "id", columns.join(" "));
  for (const [index, status] of STATUSES.entries())
    facts.set(`Datanets' own counts / ${status}`, BigInt(datanets.reduce((sum, row) => sum + row[columns[index]!]!, 0)));
  const counted = new Map<string, string>([
    ...STATUSES.map((status) => [`contributions / ${status}`, countOf("contributions", `{ status: ${status} }`)] as const),
    ...Object.entries(EVENT_ROWS).map(([name, rows]) => [`rows of events / ${name}`, countOf(rows.list, rows.where)] as const),
    ["settled / receipts", countOf("receipts")],
    ["settled / legs", countOf("legs")],
    ["settled / batches", countOf("batches")],
    ["settled batches that cannot be decoded / all", countOf("batches", "{ isDecoded: false }")],
  ]);
  const entries = [...counted];
  for (let start = 0; start < entries.length; start += ALIASES_A_REQUEST) {
    const part = entries.slice(start, start + ALIASES_A_REQUEST);
    const answer = await read<Record<string, { totalCount: number }>>(part.map(([, field], index) => `n${index}: ${field}`).join(" "));
    for (const [index, [name]] of part.entries()) facts.set(name, BigInt(answer[`n${index}`]!.totalCount));
  }
  facts.set("settled fees / all", BigInt(total?.fees ?? 0));
  const { _meta } = await read<{ _meta: { block: { timestamp: number } } }>("_meta { block { timestamp } }");
  const validation = await readValidationIndexFacts(
    (field, key, columns, where) => list(read, field, key, columns, where),
    BigInt(_meta.block.timestamp),
  );
  const panels = await readPanelIndexFacts((field, key, columns, where) => list(read, field, key, columns, where));
  return new Map([...facts, ...validation, ...panels]);
}

function countOf(field: string, where?: string): string {
  return `${field}(limit: 1${where === undefined ? "" : `, where: ${where}`}) { totalCount }`;
}
