import { Hono } from "hono";
import { and, asc, desc, eq, lt, or, sql } from "ponder";

import { contribution, leg, payout, receipt } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { refuse } from "./errors.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
/** Roles whose payouts have legs. */
const MADE_OF_LEGS: ReadonlySet<string> = new Set(["Data", "Voided"]);

/** Where the next page starts: `timestamp.payout id` of the last row, newest first. */
const parseCursor = (text: string) => {
  const match = /^(\d{1,18})\.(\d{1,19}-\d{1,10}-\d{1,5}-[A-Za-z]+-\d{1,10})$/.exec(text);
  return match === null ? null : { timestamp: BigInt(match[1]!), id: match[2]! };
};

const wholeNumber = (text: string, most: number): number | null => {
  const value = Number(text);
  return /^\d{1,10}$/.test(text) && value >= 1 && value <= most ? value : null;
};

/** The two reads of a page, prepared once: building a query anew costs more than running it. */
const prepareReads = (db: Database) => {
  const account = sql.placeholder("account");
  const limit = sql.placeholder("limit");
  const before = { timestamp: sql.placeholder("timestamp"), id: sql.placeholder("id") };
  const payouts = (after?: ReturnType<typeof or>) =>
    db
      .select({
        id: payout.id,
        role: payout.role,
        amount: payout.amount,
        transaction: payout.transactionHash,
        blockNumber: payout.blockNumber,
        timestamp: payout.timestamp,
        receiptId: receipt.id,
        fee: receipt.fee,
        payer: receipt.payerId,
        gateway: receipt.gatewayId,
        offering: receipt.offeringId,
        servedAt: receipt.servedAt,
        weightTotal: receipt.weightTotal,
      })
      .from(payout)
      .innerJoin(receipt, eq(receipt.id, payout.receiptId))
      .where(and(eq(payout.accountId, account), after))
      .orderBy(desc(payout.timestamp), desc(payout.id))
      .limit(limit as unknown as number);
  return {
    first: payouts().prepare("openledger_why_first"),
    next: payouts(
      or(lt(payout.timestamp, before.timestamp), and(eq(payout.timestamp, before.timestamp), lt(payout.id, before.id))),
    ).prepare("openledger_why_next"),
    legs: db
      .select({
        payoutId: leg.payoutId,
        contribution: leg.contributionId,
        class: leg.class,
        weight: leg.weight,
        amount: leg.amount,
        uri: contribution.uri,
        licence: contribution.licence,
        datanet: contribution.datanetId,
      })
      .from(leg)
      .leftJoin(contribution, eq(contribution.id, leg.contributionId))
      .where(sql`${leg.payoutId} = ANY(${sql.placeholder("payouts")}::text[])`)
      .orderBy(asc(leg.payoutId), asc(leg.position))
      .prepare("openledger_why_legs"),
  };
};

/** `GET /why/:account?limit&cursor`: what an account was paid, newest first, each with its receipt and the contributions behind it. */
export const whyRoute = (db: Database, { indexedBlock }: Pick<ExtensionReads, "indexedBlock">) => {
  let prepared: ReturnType<typeof prepareReads> | undefined;
  return new Hono().get("/why/:account", async (c) => {
    const accountId = wholeNumber(c.req.param("account"), 2 ** 31 - 1);
    if (accountId === null) return refuse(c, 400, "The account must be a number from 1, for example /why/7.");
    const limit = wholeNumber(c.req.query("limit") ?? String(DEFAULT_LIMIT), MAX_LIMIT);
    if (limit === null) return refuse(c, 400, `limit must be 1 to ${MAX_LIMIT}.`);
    const cursorText = c.req.query("cursor");
    const cursor = cursorText === undefined ? undefined : parseCursor(cursorText);
    if (cursor === null) return refuse(c, 400, "cursor must be the next of an earlier answer.");

    prepared ??= prepareReads(db);
    const block = await indexedBlock();
    const about = { account: accountId, limit: limit + 1 };
    const rows = cursor === undefined ? await prepared.first.execute(about) : await prepared.next.execute({ ...about, ...cursor });
    const page = rows.slice(0, limit);
    const legs = page.some(({ role }) => MADE_OF_LEGS.has(role)) ? await prepared.legs.execute({ payouts: page.map(({ id }) => id) }) : [];
    const legsOf = Map.groupBy(legs, ({ payoutId }) => payoutId);

    const last = page.at(-1);
    // Without a function that JSON calls for every value: most of the time of an answer would go there.
    return c.json({
      account: accountId,
      payouts: page.map((row) => ({
        role: row.role,
        amount: `${row.amount}`,
        receipt: {
          id: row.receiptId,
          fee: `${row.fee}`,
          payer: row.payer,
          gateway: row.gateway,
          offering: row.offering,
          servedAt: `${row.servedAt}`,
          weightTotal: `${row.weightTotal}`,
        },
        because: (legsOf.get(row.id) ?? []).map((part) => ({
          contribution: `${part.contribution}`,
          datanet: part.datanet,
          uri: part.uri,
          licence: part.licence,
          class: part.class,
          weight: part.weight,
          amount: `${part.amount}`,
        })),
        transaction: row.transaction,
        blockNumber: `${row.blockNumber}`,
        timestamp: `${row.timestamp}`,
      })),
      next: rows.length > limit && last !== undefined ? `${last.timestamp}.${last.id}` : null,
      block,
    });
  });
};
