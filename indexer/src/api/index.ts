import { Hono } from "hono";
import { count } from "ponder";
import { db as ponderDb, publicClients } from "ponder:api";
import schema from "ponder:schema";
import type { PublicClient } from "viem";

import { anomaly } from "../../ponder.schema.ts";
import { readConfig } from "../config/config.ts";
import { askLimit } from "./ask-limit.ts";
import { blockCache } from "./block-cache.ts";
import { chainReads, readHead } from "./chain-reads.ts";
import type { Database } from "./database.ts";
import { evidenceReader, privateEvidenceReader } from "./evidence/evidence-of.ts";
import { evidenceReads } from "./evidence/evidence-reads.ts";
import { builtOnReader, freshnessOf, type Built } from "./freshness.ts";
import { graphqlMiddleware } from "./graphql/graphql-middleware.ts";
import { indexedBlockReader } from "./indexed-block.ts";
import { createOpsApp } from "./ops/ops-app.ts";
import { createRequestMeter } from "./ops/request-meter.ts";
import { epochReads } from "./epochs/epoch-reads.ts";
import { objectReader } from "./epochs/fetch-object.ts";
import { placeFinder } from "./epochs/find-place.ts";
import { priorReader } from "./priors/prior-reader.ts";
import { refuse } from "./rest/errors.ts";
import { restApp } from "./rest/rest-app.ts";
import { openAnalyst } from "./sql/analyst.ts";
import { sqlRoute } from "./sql/sql-route.ts";
import { warmUp } from "./warm-up.ts";

const { evidenceHosts, deployment, databaseUrl, isSqlOn, maxLagBlocks } = readConfig(process.env);
const client = Object.values(publicClients as Record<string, PublicClient>)[0]!;
const db = ponderDb as Database;

/** Ponder's globals: schema of the tables, and its query builder on its read-only connection, which its own middleware takes from there too. */
const ponder = globalThis as unknown as {
  readonly PONDER_NAMESPACE_BUILD: { readonly schema: string };
  readonly PONDER_DATABASE: { readonly readonlyQB: unknown };
  readonly PONDER_COMMON: {
    readonly options: { readonly command: string };
    readonly metrics: { readonly getMetrics: () => Promise<string> };
  };
};
const schemaName = ponder.PONDER_NAMESPACE_BUILD.schema;

const builtOn = builtOnReader(db);
const chain = chainReads(client, deployment.contracts);
// A receipt that no table knows is looked for at 16 gateways.
const limit = askLimit({ atOnce: 32, waiting: 512 });
const sources = { chain, readObject: objectReader(evidenceHosts, { limit }), findPlace: placeFinder(db, evidenceHosts, { limit }) };
const reads = {
  epochs: epochReads(db, sources),
  readPriors: priorReader(db),
  evidenceOf: evidenceReader(evidenceReads(db), { allowedHosts: evidenceHosts }),
  privateEvidenceOf: privateEvidenceReader(evidenceReads(db), { allowedHosts: evidenceHosts }),
  freshnessOf: (asset: Built) => freshnessOf(asset, builtOn),
  indexedBlock: indexedBlockReader(db, (blockNumber) => client.getBlock({ blockNumber }), schemaName),
};
const meter = createRequestMeter();
const analyst = databaseUrl === undefined ? "pglite" : openAnalyst(databaseUrl, schemaName);

const app = new Hono();
app.use(meter.middleware);
const kept = blockCache(reads.indexedBlock);
for (const path of ["/graphql", "/why/*", "/explain/*", "/lineage/*", "/stats", "/spend", "/global/spend/*"]) app.use(path, kept);
app.use("/graphql", await graphqlMiddleware({ schema, queryBuilder: () => ponder.PONDER_DATABASE.readonlyQB, reads }));
app.route("/", restApp(db, reads, sources));
app.route("/", sqlRoute(isSqlOn ? analyst : "off", reads));
// Ponder answers /health, /ready and /metrics itself, before any app; a process in front of it serves these as its own.
app.route(
  "/v1",
  createOpsApp({
    readIndexed: async () => {
      const block = await reads.indexedBlock();
      return block && { blockNumber: block.number, blockHash: block.hash, timestamp: block.timestamp };
    },
    readHead: () => readHead(client),
    countAnomalies: async () => (await db.select({ rows: count() }).from(anomaly))[0]!.rows,
    upstreamMetrics: () => ponder.PONDER_COMMON.metrics.getMetrics(),
    meter,
    maxLagBlocks,
  }),
);
app.onError((error, c) => {
  console.error(error);
  return refuse(c, 503, "The indexer could not answer; try again later.");
});

// Ponder listens when this file has run. A writer's tables may not be there yet.
if (ponder.PONDER_COMMON.options.command === "serve") await warmUp(app).catch(() => undefined);

export default app;
