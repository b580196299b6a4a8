import { Hono } from "hono";
import { db, publicClients } from "ponder:api";
import schema from "ponder:schema";
import type { PublicClient } from "viem";

import { readConfig } from "../config/config.ts";
import type { Database } from "./database.ts";
import { evidenceReader } from "./evidence/evidence-of.ts";
import { evidenceReads } from "./evidence/evidence-reads.ts";
import { graphqlMiddleware } from "./graphql/graphql-middleware.ts";
import { indexedBlockReader } from "./indexed-block.ts";
import { refuse } from "./rest/errors.ts";
import { restApp } from "./rest/rest-app.ts";

const { evidenceHosts } = readConfig(process.env);
const client = Object.values(publicClients as Record<string, PublicClient>)[0]!;

/** Ponder's globals: schema of the tables, and its query builder on its read-only connection, which its own middleware takes from there too. */
const ponder = globalThis as unknown as {
  readonly PONDER_NAMESPACE_BUILD: { readonly schema: string };
  readonly PONDER_DATABASE: { readonly readonlyQB: unknown };
};

const reads = {
  evidenceOf: evidenceReader(evidenceReads(db as Database), { allowedHosts: evidenceHosts }),
  indexedBlock: indexedBlockReader(db as Database, (blockNumber) => client.getBlock({ blockNumber }), ponder.PONDER_NAMESPACE_BUILD.schema),
};

const app = new Hono();
app.use("/graphql", await graphqlMiddleware({ schema, queryBuilder: () => ponder.PONDER_DATABASE.readonlyQB, reads }));
app.route("/", restApp(db as Database, reads));
app.onError((error, c) => {
  console.error(error);
  return refuse(c, 503, "The indexer could not answer; try again later.");
});

export default app;
