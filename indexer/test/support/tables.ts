import { PGlite } from "@electric-sql/pglite";
import { isTable } from "drizzle-orm";
import { drizzle, type PgliteDatabase } from "drizzle-orm/pglite";

import * as schema from "../../ponder.schema.ts";
import type { Database } from "../../src/api/database.ts";
import { loadPonderSql } from "../../src/api/graphql/ponder-builder.ts";
import type { MemoryStore } from "../../src/fold/memory-store.ts";
import type { AnyTable } from "../../src/fold/store.ts";

const ROWS_AT_ONCE = 500;

/** The statements with which Ponder creates the tables, without those it keeps for reorganisations. */
export const createStatements = async (): Promise<string[]> => {
  const { enums, tables, indexes } = (await loadPonderSql())(schema);
  return [...enums.sql, ...tables.sql.filter((statement) => !statement.includes("_reorg__")), ...indexes.sql];
};

/** Writes every row of a store through Drizzle, as Ponder's tables hold them. */
export const copyRows = async (store: MemoryStore, database: PgliteDatabase<typeof schema>): Promise<void> => {
  for (const table of Object.values(schema)) {
    if (!isTable(table)) continue;
    const rows = store.rows(table as unknown as AnyTable);
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
      await database.insert(table).values(rows.slice(start, start + ROWS_AT_ONCE) as never[]);
  }
};

/** Ponder's row about where the tables stand: chain 31337, block 9 at second 1,763,640,000. */
const CHECKPOINT = `CREATE TABLE _ponder_checkpoint (chain_name text PRIMARY KEY, chain_id bigint, safe_checkpoint varchar(75), latest_checkpoint varchar(75), finalized_checkpoint varchar(75));
INSERT INTO _ponder_checkpoint SELECT 'openledger', 31337, c, c, c FROM (VALUES ('1763640000${"31337".padStart(16, "0")}${"9".padStart(16, "0")}${"9".repeat(33)}')) AS v(c)`;

export interface Tables {
  /** As the API reads it. */
  readonly db: Database;
  /** As Ponder's GraphQL reads it. */
  readonly queryBuilder: () => unknown;
  readonly client: PGlite;
  readonly close: () => Promise<void>;
}

/** The tables of ponder.schema.ts in a database of their own, with the rows that the reducers folded into `store`. */
export const openTables = async (store: MemoryStore): Promise<Tables> => {
  const client = new PGlite();
  await client.exec([...(await createStatements()), CHECKPOINT].join(";\n"));
  const database = drizzle(client, { schema, casing: "snake_case" });
  await copyRows(store, database);
  const wrap = (first: unknown, second?: unknown) => ((second ?? first) as (db: unknown) => unknown)(database);
  return {
    db: database as unknown as Database,
    queryBuilder: () => ({ raw: database, wrap }),
    client,
    close: () => client.close(),
  };
};
