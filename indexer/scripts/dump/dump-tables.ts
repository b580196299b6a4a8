import { createHash } from "node:crypto";

/** Runs one SQL query. */
export type Query = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Rows of a table as JSON texts, in the order of those texts. */
export type Dump = ReadonlyMap<string, readonly string[]>;

/** Reads every table of a schema but Ponder's own, so that two fills of the same chain give the same text, on either database. */
export const dumpTables = async (query: Query, schema: string): Promise<Dump> => {
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) throw new Error(`${schema} is no name of a schema of the indexer`);
  const tables = await query(
    `SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = '${schema}' AND table_name NOT LIKE '\\_%' ORDER BY 1`,
  );
  if (tables.length === 0) throw new Error(`the database has no schema ${schema} with tables in it`);
  const dump = new Map<string, string[]>();
  for (const { name } of tables) {
    const rows = await query(`SELECT to_jsonb(t)::text AS row FROM "${schema}"."${String(name)}" AS t`);
    dump.set(String(name), rows.map(({ row }) => String(row)).sort());
  }
  return dump;
};

/** One line a row: the table, a tab, the row as JSON. */
export const dumpLines = (dump: Dump): string[] => [...dump].flatMap(([table, rows]) => rows.map((row) => `${table}\t${row}`));

/** SHA-256 of the lines. */
export const dumpDigest = (dump: Dump): string => createHash("sha256").update(dumpLines(dump).join("\n")).digest("hex");
