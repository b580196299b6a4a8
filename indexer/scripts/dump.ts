/**
 * `npm run indexer:dump -- --schema name (--database postgres://… | --data folder) [--digest]`: prints every row of every table in a fixed order, or the
 * SHA-256 of it. Two indexes of one chain at one block print the same, whatever happened to them. PGlite only with the indexer stopped.
 */
import { parseArgs } from "node:util";

import { dumpDigest, dumpLines, dumpTables } from "./dump/dump-tables.ts";
import { openPgliteQuery, openPostgresQuery } from "./dump/open-query.ts";

const USAGE = "npm run indexer:dump -- --schema NAME (--database postgres://… | --data FOLDER) [--digest]";

const main = async (): Promise<void> => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { schema: text, database: text, data: text, digest: { type: "boolean", default: false } } });
  const { schema, database, data, digest } = values;
  if (schema === undefined || (database === undefined) === (data === undefined)) throw new Error(`an option is missing: ${USAGE}`);
  const opened = database !== undefined ? await openPostgresQuery(database) : await openPgliteQuery(data!);
  try {
    const dump = await dumpTables(opened.query, schema);
    process.stdout.write(`${digest ? dumpDigest(dump) : dumpLines(dump).join("\n")}\n`);
  } finally {
    await opened.close();
  }
};

main().catch((error: unknown) => {
  process.stderr.write(`✗ ${(error instanceof Error ? error.message : String(error)).split("\n")[0]}\n`);
  process.exitCode = 1;
});
