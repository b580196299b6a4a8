import { nanoToOpen } from "@openledger/sdk";
import { Hono, type Context } from "hono";
import { and, count, desc, eq, gte, lt, or, sql, sum } from "ponder";

import { gateway, offering, receipt } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import type { IndexedBlock } from "../indexed-block.ts";
import { answer, refuse } from "./errors.ts";
import { parseSpendQuery, type SpendQuery } from "./spend-query.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;
const MOST_GROUPS = 10_000;

/** LiteLLM's `group_by`, as far as it means something on chain, and what it groups. */
const GROUPS = { customer: "customer", model: "model", gateway: "gateway" } as const;
type Group = keyof typeof GROUPS;

/** Amount in OPEN as LiteLLM's clients add it up, and exactly. */
const spendOf = (nano: bigint) => ({ spend: Number(nanoToOpen(nano)), spend_nano_open: nano });

const matching = ({ from, to, payer, requestId, model }: SpendQuery) =>
  and(
    gte(receipt.timestamp, from),
    lt(receipt.timestamp, to),
    payer === null ? undefined : eq(receipt.payerId, payer),
    requestId === null ? undefined : eq(receipt.id, requestId),
    model === null ? undefined : eq(offering.label, model),
  );

/** Where the next page starts: `timestamp.receipt id` of the last row, newest first. */
const parseCursor = (text: string) => {
  const match = /^(\d{1,18})\.(0x[0-9a-f]{64})$/.exec(text);
  return match === null ? null : { timestamp: BigInt(match[1]!), id: match[2]! as `0x${string}` };
};

/** Sums by day and group, days ascending. */
const readGroups = async (db: Database, query: SpendQuery, group: Group) => {
  const day = sql<string>`(${receipt.timestamp} / 86400)::text`;
  const name = {
    customer: sql<string>`${receipt.payerId}::text`,
    model: sql<string>`coalesce(${offering.label}, '')`,
    gateway: sql<string>`${receipt.gatewayId}::text`,
  }[group];
  const rows = await db
    .select({
      day,
      name,
      model: sql<string>`coalesce(${offering.label}, '')`,
      fee: sum(receipt.fee),
      promptTokens: sum(receipt.promptTokens),
      completionTokens: sum(receipt.completionTokens),
      requests: count(),
    })
    .from(receipt)
    .leftJoin(offering, eq(offering.id, receipt.offeringId))
    .where(matching(query))
    .groupBy(sql`1`, sql`2`, sql`3`)
    .orderBy(sql`1`, sql`2`, sql`3`)
    .limit(MOST_GROUPS + 1);
  return rows.map((row) => ({
    day: new Date(Number(row.day) * 86_400_000).toISOString().slice(0, 10),
    name: row.name,
    model: row.model,
    nano: BigInt(row.fee ?? 0),
    prompt_tokens: Number(row.promptTokens ?? 0),
    completion_tokens: Number(row.completionTokens ?? 0),
    requests: row.requests,
  }));
};
type GroupRow = Awaited<ReturnType<typeof readGroups>>[number];

const totalOf = (rows: readonly GroupRow[]): bigint => rows.reduce((total, { nano }) => total + nano, 0n);

/** The days of a report in LiteLLM's shape: each with its customers (models, gateways), each with the models it paid for. */
const toReport = (rows: readonly GroupRow[], group: Group) =>
  [...Map.groupBy(rows, ({ day }) => day)].map(([day, ofDay]) => ({
    group_by_day: day,
    [`${group}s`]: [...Map.groupBy(ofDay, ({ name }) => name)].map(([name, parts]) => ({
      [GROUPS[group]]: name,
      total_spend: Number(nanoToOpen(totalOf(parts))),
      total_spend_nano_open: totalOf(parts),
      metadata: parts.map(({ model, nano, prompt_tokens, completion_tokens, requests }) => ({
        model,
        ...spendOf(nano),
        prompt_tokens,
        completion_tokens,
        total_tokens: prompt_tokens + completion_tokens,
        api_requests: requests,
      })),
    })),
  }));

const nameBlock = (c: Context, block: IndexedBlock | null): void => {
  if (block === null) return;
  c.header("x-openledger-block-number", `${block.number}`);
  if (block.hash !== null) c.header("x-openledger-block-hash", block.hash);
};

/**
 * What payers spent, with LiteLLM's query names and fields: `GET /spend` sums, `GET /spend/logs` lists receipts, `GET /global/spend/report` is
 * LiteLLM's own report for clients that know it. From settled receipts alone: no key, no prompt and no answer ever reaches the chain.
 */
export const spendRoute = (
  db: Database,
  { indexedBlock }: Pick<ExtensionReads, "indexedBlock">,
  now: () => bigint = () => BigInt(Math.floor(Date.now() / 1_000)),
) => {
  const report = async (c: Context) => {
    const query = parseSpendQuery(c.req.query(), now());
    if ("problem" in query) return { refusal: refuse(c, 400, query.problem) };
    const group = c.req.query("group_by") ?? "customer";
    if (!Object.hasOwn(GROUPS, group))
      return {
        refusal: refuse(c, 400, `group_by must be ${Object.keys(GROUPS).join(", ")}; keys and teams of a gateway are not on chain.`),
      };
    const block = await indexedBlock();
    const rows = await readGroups(db, query, group as Group);
    if (rows.length > MOST_GROUPS)
      return { refusal: refuse(c, 400, `There are more than ${MOST_GROUPS} rows; ask for fewer days, or for one user_id.`) };
    nameBlock(c, block);
    return { rows, block, data: toReport(rows, group as Group) };
  };

  return new Hono()
    .get("/spend", async (c) => {
      const { refusal, ...found } = await report(c);
      if (refusal !== undefined) return refusal;
      const { rows, data, block } = found;
      const requests = rows!.reduce((total, row) => total + row.requests, 0);
      return answer(c, {
        total_spend: Number(nanoToOpen(totalOf(rows!))),
        total_spend_nano_open: totalOf(rows!),
        api_requests: requests,
        data,
        block,
      });
    })
    .get("/global/spend/report", async (c) => {
      const { refusal, data } = await report(c);
      return refusal ?? answer(c, data);
    })
    .get("/spend/logs", async (c) => {
      const query = parseSpendQuery(c.req.query(), now());
      if ("problem" in query) return refuse(c, 400, query.problem);
      const limitText = c.req.query("limit") ?? `${DEFAULT_LIMIT}`;
      const limit = /^\d{1,4}$/.test(limitText) ? Number(limitText) : 0;
      if (limit < 1 || limit > MAX_LIMIT) return refuse(c, 400, `limit must be 1 to ${MAX_LIMIT}.`);
      const cursorText = c.req.query("cursor");
      const cursor = cursorText === undefined ? undefined : parseCursor(cursorText);
      if (cursor === null) return refuse(c, 400, "cursor must be the next of an earlier answer.");

      const block = await indexedBlock();
      const rows = await db
        .select({ receipt, model: offering.label, gateway: gateway.name })
        .from(receipt)
        .leftJoin(offering, eq(offering.id, receipt.offeringId))
        .leftJoin(gateway, eq(gateway.id, receipt.gatewayId))
        .where(
          and(
            matching(query),
            cursor && or(lt(receipt.timestamp, cursor.timestamp), and(eq(receipt.timestamp, cursor.timestamp), lt(receipt.id, cursor.id))),
          ),
        )
        .orderBy(desc(receipt.timestamp), desc(receipt.id))
        .limit(limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1)?.receipt;
      nameBlock(c, block);
      return answer(c, {
        data: page.map(({ receipt: row, model, gateway: provider }) => ({
          request_id: row.id,
          ...spendOf(row.fee),
          prompt_tokens: row.promptTokens,
          completion_tokens: row.completionTokens,
          total_tokens: row.promptTokens + row.completionTokens,
          startTime: new Date(Number(row.servedAt)).toISOString(),
          endTime: new Date(Number(row.servedAt)).toISOString(),
          model,
          model_id: `${row.offeringId}`,
          custom_llm_provider: provider,
          user: `${row.payerId}`,
          status: "settled",
          settled_at: new Date(Number(row.timestamp) * 1_000).toISOString(),
          settlement_batch: row.batchId,
          transaction: row.transactionHash,
          unattributed_nano_open: row.unattributedAmount,
        })),
        next: rows.length > limit && last !== undefined ? `${last.timestamp}.${last.id}` : null,
        block,
      });
    });
};
