import { createRequire } from "node:module";
import path from "node:path";
import type { Writable } from "node:stream";

import { decodeBatch } from "@openledger/sdk";
import { rewardRouterAbi } from "@openledger/sdk/abis";
import pg from "pg";
import { encodeEventTopics, getAbiItem, type Hex } from "viem";

import { rowKeyOf, settleReceipt } from "../../../indexer/src/settlement/settle-receipt.ts";
import { repositoryRoot } from "../../lib/deployment.ts";
import type { BenchChain } from "./start-chain.ts";
import { ADDRESSES } from "./make-chain.ts";
import { COMMONS, worldOf } from "./world.ts";

const TABLES = ["receipt", "leg", "payout"] as const;
const BLOCKS_A_REQUEST = 2_000;
const SECONDS_PER_DAY = 86_400;
/** Characters of COPY text that are sent at once. */
const CHUNK = 1 << 20;

/** The COPY that Ponder itself uses. */
const copy = createRequire(path.join(repositoryRoot, "indexer/package.json"))("pg-copy-streams") as {
  from(text: string): pg.Submittable & Writable;
};

interface Log {
  readonly address: string;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: Hex;
  readonly blockTimestamp: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: Hex;
}

/**
 * The least that anybody could do for the same rows: `eth_getLogs` over all blocks, the batches decoded, split and verified against their roots by the
 * functions that the indexer uses, and receipts, legs and payouts written by COPY into tables like `schema`'s, which then get the same indexes. No
 * framework, no look-ups, no running totals, no roll back. Returns the seconds.
 */
export async function measureLimit(chain: BenchChain, databaseUrl: string, schema: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const indexes = await createTables(client, schema);
    const startedAt = performance.now();
    await client.query("BEGIN");
    await copyRows(client, chain, await readLogs(chain));
    for (const statement of indexes) await client.query(statement);
    await client.query("COMMIT");
    const seconds = (performance.now() - startedAt) / 1_000;
    const { rows } = await client.query<{ count: string }>("SELECT count(*) FROM bench_limit.leg");
    if (Number(rows[0]!.count) !== chain.plan.legs) throw new Error(`the limit wrote ${rows[0]!.count} legs of ${chain.plan.legs}`);
    return seconds;
  } finally {
    await client.query("DROP SCHEMA IF EXISTS bench_limit CASCADE");
    await client.end();
  }
}

/** Tables with their keys; returns the statements of the other indexes. */
async function createTables(client: pg.Client, schema: string): Promise<string[]> {
  await client.query("DROP SCHEMA IF EXISTS bench_limit CASCADE");
  await client.query("CREATE SCHEMA bench_limit");
  const statements: string[] = [];
  for (const table of TABLES) {
    await client.query(`CREATE TABLE bench_limit.${table} (LIKE ${schema}.${table})`);
    const { rows } = await client.query<{ indexdef: string }>("SELECT indexdef FROM pg_indexes WHERE schemaname = $1 AND tablename = $2", [
      schema,
      table,
    ]);
    for (const { indexdef } of rows) {
      const statement = indexdef.replace(` ON ${schema}.`, " ON bench_limit.");
      if (statement.includes("UNIQUE")) await client.query(statement);
      else statements.push(statement);
    }
  }
  return statements;
}

async function readLogs({ url, head }: BenchChain): Promise<Log[]> {
  const address = ["RewardRouter", "PaymentEscrow", "PayoutLedger"].map((name) => ADDRESSES[name as "RewardRouter"]);
  const logs: Log[] = [];
  for (let from = 0; from <= head; from += BLOCKS_A_REQUEST) {
    const params = [{ address, fromBlock: `0x${from.toString(16)}`, toBlock: `0x${(from + BLOCKS_A_REQUEST - 1).toString(16)}` }];
    const response = await fetch(url, { method: "POST", body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_getLogs", params }) });
    for (const log of ((await response.json()) as { result: Log[] }).result) logs.push(log);
  }
  return logs;
}

async function copyRows(client: pg.Client, { plan }: BenchChain, logs: readonly Log[]): Promise<void> {
  const texts = new Map<string, string>(TABLES.map((table) => [table, ""]));
  const columns = new Map<string, readonly string[]>();
  const write = async (table: string, rows: readonly object[], isLast = false) => {
    let text = texts.get(table)!;
    for (const row of rows) text += `${Object.values(row).map(toText).join("\t")}\n`;
    if (rows.length > 0 && !columns.has(table)) columns.set(table, Object.keys(rows[0]!).map(toSnake));
    if (text.length > CHUNK || (isLast && text !== "")) {
      await send(
        client,
        `COPY bench_limit.${table} (${columns
          .get(table)!
          .map((name) => `"${name}"`)
          .join(",")}) FROM STDIN`,
        text,
      );
      text = "";
    }
    texts.set(table, text);
  };
  const world = worldOf(plan.sizes);
  const shared = {
    entries: world.entries,
    voided: new Set<bigint>(),
    commons: COMMONS,
    datanetOf: new Map(world.items.map((item) => [item, 1])),
  };
  const [settled] = encodeEventTopics({ abi: rewardRouterAbi, eventName: "BatchSettled" });
  for (const log of logs) {
    if (log.topics[0] !== settled) continue;
    const timestamp = BigInt(log.blockTimestamp);
    const day = Math.floor(Number(timestamp) / SECONDS_PER_DAY);
    const { transactionHash, logIndex } = log;
    const origin = { blockNumber: BigInt(log.blockNumber), timestamp, transactionHash, logIndex: Number(logIndex) };
    const terms = { ...shared, batchId: `${transactionHash}-${Number(logIndex)}`, dayId: (id: number) => `${id}-${day}`, origin };
    const rows = decodeBatch(blobOf(log.data)).receipts.map((receipt, index) =>
      settleReceipt(receipt, { ...terms, rowKey: rowKeyOf(origin, index) }),
    );
    await write(
      "receipt",
      rows.map(({ receipt }) => receipt),
    );
    await write(
      "leg",
      rows.flatMap(({ legs }) => legs),
    );
    await write(
      "payout",
      rows.flatMap(({ payouts }) => payouts),
    );
  }
  for (const table of TABLES) await write(table, [], true);
}

/** The last argument of `BatchSettled`, its only dynamic one: the last word of the head says where it starts. */
function blobOf(data: Hex): Hex {
  const word = (offset: number) => Number(`0x${data.slice(2 + 2 * offset, 66 + 2 * offset)}`);
  const start = word(32 * (PLAIN_INPUTS - 1));
  return `0x${data.slice(2 + 2 * (start + 32), 2 + 2 * (start + 32 + word(start)))}`;
}

const PLAIN_INPUTS = getAbiItem({ abi: rewardRouterAbi, name: "BatchSettled" }).inputs.filter(
  (input) => !("indexed" in input && input.indexed),
).length;

const toText = (value: unknown): string => (value === null ? "\\N" : String(value as string));
const toSnake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function send(client: pg.Client, statement: string, text: string): Promise<void> {
  const stream = client.query(copy.from(statement));
  await new Promise<void>((resolve, reject) => {
    stream.on("finish", resolve);
    stream.on("error", reject);
    stream.end(text);
  });
}
