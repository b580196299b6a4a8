import path from "node:path";

import { serve } from "@hono/node-server";

import { createApp } from "./app.ts";
import { connectChain } from "./chain/viem-chain.ts";
import { readConfig, redactConfig, type Config } from "./config.ts";
import { openContentStore } from "./content/content-store.ts";
import { createGateway } from "./create-gateway.ts";
import { connectEpochChain } from "./epoch/connect-epoch-chain.ts";
import { followEpochs } from "./epoch/follow-epochs.ts";
import { closeEpoch } from "./epoch/journal.ts";
import type { EpochRail } from "./epoch/rail.ts";
import { openEpochStore } from "./epoch/store/open-epoch-store.ts";
import { openPglite } from "./journal/open-pglite.ts";
import { openPostgres } from "./journal/open-postgres.ts";
import { forgetAnswers } from "./journal/reserve.ts";
import { embeddedUpstream } from "./model/embedded-upstream.ts";
import { openAiUpstream } from "./model/openai-upstream.ts";
import { repeat } from "./repeat.ts";
import { activeOfferings } from "./serving/find-offering.ts";

const HOUR = 3_600_000;
/** Milliseconds that open streams get at the end. */
const PATIENCE = 15_000;
/** Most milliseconds between two looks at what the chain says of influence priors. */
const PRIORS_INTERVAL = 15_000;
const log = (line: string): void => console.error(line);

/**
 * Seconds a voucher must outlive a request: three turns of settlement, an hour if settlement only comes when asked; in the epoch lane an hour after the
 * epoch is closed, for the operator to redeem it.
 */
function voucherMargin({ lane, closeRules, settleInterval }: Config): number {
  if (lane === "epoch") return Math.ceil(closeRules.closeAfter / 1000) + 3_600;
  return settleInterval === 0 ? 3_600 : Math.max(120, Math.ceil((3 * settleInterval) / 1000));
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  log(`OpenLedger gateway ${JSON.stringify(redactConfig(config))}`);
  const chain = await connectChain(config);
  const problem = await chain
    .keyProblem()
    .catch((error: Error) => `the registry cannot be read (${error.message.split("\n")[0]}); check OPENLEDGER_DEPLOYMENT`);
  if (problem !== undefined) log(`Warning: what is served cannot be settled: ${problem}.`);
  const database =
    config.databaseUrl === undefined ? await openPglite(path.join(config.dataDir, "journal")) : await openPostgres(config.databaseUrl);
  const contents = await openContentStore(path.join(config.dataDir, "contents"));
  const upstream = config.upstream ? openAiUpstream(config.upstream) : embeddedUpstream;
  const rail: EpochRail = {
    lane: config.lane,
    rules: config.closeRules,
    store: openEpochStore(config.epochStore, process.env),
    chain: connectEpochChain(config),
  };
  const gateway = await createGateway({
    chain,
    database,
    contents,
    upstream,
    indexFolder: path.join(config.dataDir, "indexes"),
    priorFolder: config.priorFolder,
    log,
    limits: { voucherMargin: voucherMargin(config) },
    rail,
  });
  const app = createApp(gateway, { adminToken: config.adminToken, log });

  const settle = async (): Promise<void> => {
    const { batches, refused } = await gateway.settle();
    for (const batch of batches)
      log(`settled ${batch.receipts} receipts from ${batch.epoch}/${batch.firstSequence} in ${batch.transactionHash}`);
    for (const { receiptId, error } of refused) log(`the chain refused receipt ${receiptId}: ${error}`);
  };
  // Indexes are built when something new is on chain, not when somebody asks.
  const refresh = async (): Promise<void> => {
    if (await chain.refresh())
      for (const offering of activeOfferings(chain.catalogue())) await gateway.corpora.corpusOf(chain.catalogue(), offering);
  };
  const keepEpochs = async (): Promise<void> => {
    await gateway.signing.signPending();
    const closed = await closeEpoch(database, { now: Date.now(), rules: config.closeRules });
    if (closed !== undefined) log(`closed epoch ${closed}; the operator builds and commits it`);
    await followEpochs(database, rail.chain);
  };
  const jobs = [
    repeat({ name: "epochs", interval: config.pollInterval, work: keepEpochs, log }),
    repeat({ name: "priors", interval: Math.min(config.pollInterval, PRIORS_INTERVAL), work: gateway.priors.refresh, log }),
    repeat({ name: "refresh", interval: config.pollInterval, work: refresh, log }),
    ...(config.settleInterval > 0 ? [repeat({ name: "settle", interval: config.settleInterval, work: settle, log })] : []),
    repeat({ name: "forget answers", interval: HOUR, work: () => forgetAnswers(database, Date.now()), log }),
  ];
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, ({ port }) =>
    log(`listening on http://${config.host}:${port}`),
  );
  server.on("error", (error: NodeJS.ErrnoException) => {
    log(error.code === "EADDRINUSE" ? `Port ${config.port} is in use; set PORT to a free one.` : `The server failed: ${error.message}`);
    process.exit(1);
  });

  let isStopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log(`${signal}: finishing what is under way; again to stop at once`);
    const patience = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), PATIENCE);
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(patience);
    await Promise.all(jobs.map((job) => job.stop()));
    await gateway.corpora.settled();
    await gateway.attribution.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void stop(signal));
}

start().catch((error: Error) => {
  log(`The gateway did not start: ${error.message.split("\n").join(" ")}`);
  process.exit(1);
});
