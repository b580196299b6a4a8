import { Hono } from "hono";
import { and, asc, desc, eq, inArray, lt, or } from "ponder";

import { contribution, leg, payout, receipt } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** Where the next page starts: `timestamp.payout id` of the last row, newest first. */
const parseCursor = (text: string) => {
  const match = /^(\d{1,18})\.(0x[0-9a-f]{64}-[A-Za-z]+-\d{1,10})$/.exec(text);
  return match === null ? null : { timestamp: BigInt(match[1]!), id: match[2]! };
};

const wholeNumber = (text: string, most: number): number | null => {
  const value = Number(text);
  return /^\d{1,10}$/.test(text) && value >= 1 && value <= most ? value : null;
};

/** `GET /why/:account?limit&cursor`: what an account was paid, newest first, each with its receipt and the contributions behind it. */
export const whyRoute = (db: Database, { indexedBlock }: Pick<ExtensionReads, "indexedBlock">) =>
  new Hono().get("/why/:account", async (c) => {
    const accountId = wholeNumber(c.req.param("account"), 2 ** 31 - 1);
    if (accountId === null) return refuse(c, 400, "The account must be a number from 1, for example /why/7.");
    const limit = wholeNumber(c.req.query("limit") ?? String(DEFAULT_LIMIT), MAX_LIMIT);
    if (limit === null) return refuse(c, 400, `limit must be 1 to ${MAX_LIMIT}.`);
    const cursorText = c.req.query("cursor");
    const cursor = cursorText === undefined ? undefined : parseCursor(cursorText);
    if (cursor === null) return refuse(c, 400, "cursor must be the next of an earlier answer.");

    const block = await indexedBlock();
    const after =
      cursor && or(lt(payout.timestamp, cursor.timestamp), and(eq(payout.timestamp, cursor.timestamp), lt(payout.id, cursor.id)));
    const rows = await db
      .select({ payout, receipt })
      .from(payout)
      .innerJoin(receipt, eq(receipt.id, payout.receiptId))
      .where(and(eq(payout.accountId, accountId), after))
      .orderBy(desc(payout.timestamp), desc(payout.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const legs =
      page.length === 0
        ? []
        : await db
            .select({ leg, uri: contribution.uri, licence: contribution.licence, datanetId: contribution.datanetId })
            .from(leg)
            .leftJoin(contribution, eq(contribution.id, leg.contributionId))
            .where(
              inArray(
                leg.payoutId,
                page.map((row) => row.payout.id),
              ),
            )
            .orderBy(asc(leg.payoutId), asc(leg.position));
    const legsOf = Map.groupBy(legs, (row) => row.leg.payoutId);

    const last = page.at(-1)?.payout;
    return answer(c, {
      account: accountId,
      payouts: page.map((row) => ({
        role: row.payout.role,
        amount: row.payout.amount,
        receipt: {
          id: row.receipt.id,
          fee: row.receipt.fee,
          payer: row.receipt.payerId,
          gateway: row.receipt.gatewayId,
          offering: row.receipt.offeringId,
          servedAt: row.receipt.servedAt,
          weightTotal: row.receipt.weightTotal,
        },
        because: (legsOf.get(row.payout.id) ?? []).map(({ leg: part, uri, licence, datanetId }) => ({
          contribution: part.contributionId,
          datanet: datanetId,
          uri,
          licence,
          class: part.class,
          weight: part.weight,
          amount: part.amount,
        })),
        transaction: row.payout.transactionHash,
        blockNumber: row.payout.blockNumber,
        timestamp: row.payout.timestamp,
      })),
      next: rows.length > limit && last !== undefined ? `${last.timestamp}.${last.id}` : null,
      block,
    });
  });
