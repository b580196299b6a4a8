import { PGlite } from "@electric-sql/pglite";
import { expect } from "chai";
import { drizzle } from "drizzle-orm/pglite";
import type { Hex } from "viem";

import * as schema from "../../ponder.schema.ts";
import type { Database } from "./database.ts";
import { indexedBlockReader } from "./indexed-block.ts";
import { readStats } from "./rest/stats-route.ts";

const checkpoint = (timestamp: number, number: number) =>
  `${timestamp}${"31337".padStart(16, "0")}${`${number}`.padStart(16, "0")}${"0".repeat(33)}`;
const hash: Hex = `0x${"ab".repeat(32)}`;

describe("reading beside another schema's tables", function () {
  this.timeout(120_000);
  const client = new PGlite();
  const db = drizzle(client) as unknown as Database;
  const named = [schema.receipt, schema.account, schema.accountDay, schema.payout, schema.datanet];
  const name = (schemaName: string | undefined) => {
    // As Ponder names the schema of its tables before it loads them.
    for (const table of named) Reflect.set(table, Symbol.for("drizzle:Schema"), schemaName);
  };

  before(async () => {
    const tables = (rows: string, at: string) => `
      CREATE TABLE receipt (id text, payer_id integer, fee numeric(78), data_amount numeric(78), unattributed_amount numeric(78));
      CREATE TABLE account (id integer, controller text);
      CREATE TABLE account_day (account_id integer, day integer, spent numeric(78));
      CREATE TABLE payout (receipt_id text, account_id integer, amount numeric(78));
      CREATE TABLE datanet (accepted_count integer, rejected_count integer, duplicate_count integer, removed_count integer);
      CREATE TABLE _ponder_checkpoint (latest_checkpoint varchar(75));
      INSERT INTO _ponder_checkpoint VALUES ('${at}');
      ${rows}`;
    await client.exec(`CREATE SCHEMA ours; CREATE SCHEMA theirs; SET search_path TO ours;
      ${tables("INSERT INTO receipt VALUES ('0x00', 1, 7, 7, 0)", checkpoint(1_763_640_009, 9))}; SET search_path TO theirs;
      ${tables("", checkpoint(1_763_640_003, 3))}`);
  });
  after(async () => {
    name(undefined);
    await client.close();
  });

  it("reads our tables although Ponder's flush left empty ones of the same names on the connection", async () => {
    name("ours");
    // As `indexing-store/cache.ts` of Ponder does before it updates many rows; on PGlite the API has the same connection.
    await client.exec("CREATE TEMP TABLE IF NOT EXISTS receipt AS SELECT * FROM ours.receipt WITH NO DATA");
    expect((await client.query<{ count: number }>("SELECT count(*)::int AS count FROM receipt")).rows).to.deep.equal([{ count: 0 }]);
    expect((await readStats(db)).receipts).to.equal("1");
    await client.exec("DROP TABLE pg_temp.receipt");
  });

  it("reads our tables, whatever the connection's search path is", async () => {
    name("ours");
    expect((await readStats(db)).receipts).to.equal("1");
    const reader = indexedBlockReader(db, async () => ({ hash, timestamp: 1_763_640_009n }), "ours");
    expect(await reader()).to.deep.equal({ number: 9, hash, timestamp: 1_763_640_009 });
  });

  it("knows no hash of a block that the chain has dropped, or does not tell", async () => {
    const dropped = indexedBlockReader(db, async () => ({ hash, timestamp: 1_763_640_010n }), "ours");
    expect(await dropped()).to.include({ number: 9, hash: null });
    const silent = indexedBlockReader(db, async () => Promise.reject(new Error("down")), "ours");
    expect(await silent()).to.include({ number: 9, hash: null });
  });
});
