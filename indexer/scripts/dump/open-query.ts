import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import pg from "pg";

import type { Query } from "./dump-tables.ts";

interface Opened {
  readonly query: Query;
  close(): Promise<void>;
}

interface PGlite {
  query(sql: string): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
}

/** Opens a Postgres database. */
export const openPostgresQuery = async (connectionString: string): Promise<Opened> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return { query: async (sql) => (await client.query(sql)).rows as Record<string, unknown>[], close: () => client.end() };
};

/** Opens a PGlite folder, with the version of PGlite that Ponder brings. No other process may have it open. */
export const openPgliteQuery = async (folder: string): Promise<Opened> => {
  if (!existsSync(path.join(folder, "PG_VERSION"))) throw new Error(`${folder} is no folder of PGlite; give the folder of --data`);
  const ponder = createRequire(import.meta.url)
    .resolve.paths("ponder")!
    .map((base) => path.join(base, "ponder/package.json"));
  const require = createRequire(ponder.find((file) => existsSync(file))!);
  const { PGlite } = (await import(pathToFileURL(require.resolve("@electric-sql/pglite")).href)) as {
    PGlite: { create(folder: string): Promise<PGlite> };
  };
  const database = await PGlite.create(folder);
  return { query: async (sql) => (await database.query(sql)).rows, close: () => database.close() };
};
