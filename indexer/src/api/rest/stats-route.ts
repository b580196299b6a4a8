import { Hono } from "hono";
import { sql } from "ponder";

import { account, accountDay, datanet, payout, receipt } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import type { IndexedBlock } from "../indexed-block.ts";
import { answer } from "./errors.ts";
import { ppm } from "./parse.ts";

/** Sums as the database has them, decimal. */
export type StatsRow = Readonly<
  Record<
    | "receipts"
    | "fees"
    | "data"
    | "unattributed"
    | "payers"
    | "returning"
    | "self_paid"
    | "accepted"
    | "rejected"
    | "duplicate"
    | "removed",
    string | number | null
  >
>;

/** The signals that are hard to fake, from the sums. Shares in parts per million, rounded down. */
export const statsOf = (row: StatsRow) => {
  const [fees, data, unattributed, selfPaid] = [row.fees, row.data, row.unattributed, row.self_paid].map((value) => BigInt(value ?? 0)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const [payers, returning] = [BigInt(row.payers ?? 0), BigInt(row.returning ?? 0)];
  const rejected = BigInt(row.rejected ?? 0) + BigInt(row.duplicate ?? 0);
  const judged = rejected + BigInt(row.accepted ?? 0) + BigInt(row.removed ?? 0);
  return {
    paidInference: { receipts: BigInt(row.receipts ?? 0), fees },
    payers: { all: payers, returning, returningPpm: ppm(returning, payers) },
    selfPaid: { amount: selfPaid, ofFees: fees, sharePpm: ppm(selfPaid, fees) },
    rejectedData: { refused: rejected, judged, sharePpm: ppm(rejected, judged) },
    unattributed: { amount: unattributed, ofData: data, sharePpm: ppm(unattributed, data) },
  };
};

/**
 * A payer returns who paid on more than one day. Self-paid is what came back to the payer, or to an account that its controller controls now.
 * Tables are named by Drizzle, which knows their schema: the search path of the connection may be another's.
 */
export const readStats = async (db: Database): Promise<StatsRow> => {
  const { rows } = (await db.execute(sql`
    SELECT
      (SELECT count(*) FROM ${receipt} WHERE fee > 0)::text AS receipts,
      (SELECT coalesce(sum(fee), 0) FROM ${receipt})::text AS fees,
      (SELECT coalesce(sum(data_amount), 0) FROM ${receipt})::text AS data,
      (SELECT coalesce(sum(unattributed_amount), 0) FROM ${receipt})::text AS unattributed,
      (SELECT count(DISTINCT account_id) FROM ${accountDay} WHERE spent > 0)::text AS payers,
      (SELECT count(*) FROM (SELECT account_id FROM ${accountDay} WHERE spent > 0 GROUP BY account_id HAVING count(*) > 1) AS returned)::text AS returning,
      (SELECT coalesce(sum(p.amount), 0) FROM ${payout} p JOIN ${receipt} r ON r.id = p.receipt_id
        LEFT JOIN ${account} payee ON payee.id = p.account_id LEFT JOIN ${account} payer ON payer.id = r.payer_id
        WHERE p.account_id = r.payer_id OR payee.controller = payer.controller)::text AS self_paid,
      (SELECT coalesce(sum(accepted_count), 0) FROM ${datanet})::text AS accepted,
      (SELECT coalesce(sum(rejected_count), 0) FROM ${datanet})::text AS rejected,
      (SELECT coalesce(sum(duplicate_count), 0) FROM ${datanet})::text AS duplicate,
      (SELECT coalesce(sum(removed_count), 0) FROM ${datanet})::text AS removed
  `)) as unknown as { rows: StatsRow[] };
  return rows[0]!;
};

/** Reading takes whole tables, so it happens this often at most; an answer names the block it was read at. */
const KEEP_MS = 10_000;

/** `GET /stats`: the signals that are hard to fake. */
export const statsRoute = (db: Database, { indexedBlock }: Pick<ExtensionReads, "indexedBlock">, now: () => number = Date.now) => {
  let latest: { readonly block: IndexedBlock | null; readonly stats: Promise<StatsRow>; readonly readAt: number } | null = null;
  const statsAt = (block: IndexedBlock | null) => {
    const isSameBlock = block?.hash != null && latest?.block?.hash === block.hash;
    if (latest !== null && (isSameBlock || (latest.block?.hash != null && now() - latest.readAt < KEEP_MS))) return latest;
    const stats = readStats(db);
    const read = { block, stats, readAt: now() };
    latest = read;
    stats.catch(() => {
      if (latest === read) latest = null;
    });
    return read;
  };
  return new Hono().get("/stats", async (c) => {
    const { block, stats } = statsAt(await indexedBlock());
    return answer(c, { ...statsOf(await stats), block });
  });
};
