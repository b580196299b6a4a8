import { Hono } from "hono";
import { and, count, desc, eq, gte, lt, sum } from "ponder";

import { account, balance, contribution, epochPayout, leg, payout, receipt, withdrawal } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";
import { parseNumber, parseTime } from "./parse.ts";

const MOST_CONTRIBUTIONS = 100;
const MOST_PAYOUTS = 100;
const END_OF_TIME = 1n << 62n;

/** `GET /explain/account/:id?from&to`: what an account earned, for which roles, contributions and epochs, paid and withdrew in a time. */
export const explainAccountRoute = (db: Database, { indexedBlock }: Pick<ExtensionReads, "indexedBlock">) =>
  new Hono().get("/explain/account/:id", async (c) => {
    const id = parseNumber(c.req.param("id"));
    if (id === null) return refuse(c, 400, "The account must be a number from 1, for example /explain/account/7.");
    const from = parseTime(c.req.query("from") ?? "0");
    const to = c.req.query("to") === undefined ? END_OF_TIME : parseTime(c.req.query("to")!);
    if (from === null || to === null) return refuse(c, 400, "from and to must be Unix seconds or dates such as 2026-11-20.");
    if (from >= to) return refuse(c, 400, "from must be before to; from counts, to does not.");

    const block = await indexedBlock();
    const [row] = await db
      .select({ account, balance })
      .from(account)
      .leftJoin(balance, eq(balance.accountId, account.id))
      .where(eq(account.id, id))
      .limit(1);
    if (row === undefined) return refuse(c, 404, `There is no account ${id} up to block ${block?.number ?? 0}.`);
    const mine = and(eq(payout.accountId, id), gte(payout.timestamp, from), lt(payout.timestamp, to));
    const fromEpochs = and(eq(epochPayout.accountId, id), gte(epochPayout.timestamp, from), lt(epochPayout.timestamp, to));
    const [roles, contributions, payouts, [spent], withdrawals, epochs, epochPayouts] = await Promise.all([
      db
        .select({ role: payout.role, amount: sum(payout.amount), payouts: count() })
        .from(payout)
        .where(mine)
        .groupBy(payout.role),
      db
        .select({
          id: leg.contributionId,
          uri: contribution.uri,
          licence: contribution.licence,
          status: contribution.status,
          amount: sum(leg.amount),
          legs: count(),
        })
        .from(payout)
        .innerJoin(leg, eq(leg.payoutId, payout.id))
        .leftJoin(contribution, eq(contribution.id, leg.contributionId))
        .where(and(mine, eq(payout.role, "Data")))
        .groupBy(leg.contributionId, contribution.uri, contribution.licence, contribution.status)
        .orderBy(desc(sum(leg.amount)), leg.contributionId)
        .limit(MOST_CONTRIBUTIONS),
      db.select().from(payout).where(mine).orderBy(desc(payout.timestamp), desc(payout.id)).limit(MOST_PAYOUTS),
      db
        .select({ amount: sum(receipt.fee), receipts: count() })
        .from(receipt)
        .where(and(eq(receipt.payerId, id), gte(receipt.timestamp, from), lt(receipt.timestamp, to))),
      db
        .select({ kind: withdrawal.kind, amount: sum(withdrawal.amount), withdrawals: count() })
        .from(withdrawal)
        .where(and(eq(withdrawal.accountId, id), gte(withdrawal.timestamp, from), lt(withdrawal.timestamp, to)))
        .groupBy(withdrawal.kind),
      db
        .select({ kind: epochPayout.kind, gateway: epochPayout.gatewayId, amount: sum(epochPayout.amount), payouts: count() })
        .from(epochPayout)
        .where(fromEpochs)
        .groupBy(epochPayout.kind, epochPayout.gatewayId)
        .orderBy(epochPayout.gatewayId, epochPayout.kind),
      db.select().from(epochPayout).where(fromEpochs).orderBy(desc(epochPayout.timestamp), desc(epochPayout.id)).limit(MOST_PAYOUTS),
    ]);
    return answer(c, {
      account: { id, kind: row.account.kind, controller: row.account.controller, payout: row.account.payout },
      now: {
        credited: row.balance?.credited ?? 0n,
        withdrawn: row.balance?.withdrawn ?? 0n,
        claimable: row.balance?.claimable ?? 0n,
      },
      from,
      to: to === END_OF_TIME ? null : to,
      earned: [...roles, ...epochs].reduce((total, { amount }) => total + BigInt(amount ?? 0), 0n),
      byRole: roles,
      byContribution: contributions,
      byEpochs: epochs,
      latestEpochPayouts: epochPayouts.map(({ kind, gatewayId, amount, timestamp, transactionHash }) => ({
        kind,
        gateway: gatewayId,
        amount,
        timestamp,
        transaction: transactionHash,
      })),
      latestPayouts: payouts.map(({ receiptId, role, amount, timestamp, transactionHash }) => ({
        receipt: receiptId,
        role,
        amount,
        timestamp,
        transaction: transactionHash,
      })),
      spent: { amount: spent?.amount ?? "0", receipts: spent?.receipts ?? 0 },
      withdrawn: withdrawals,
      block,
    });
  });
