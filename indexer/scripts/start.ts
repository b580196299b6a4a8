/**
 * Starts the indexer and its HTTP API, and watches it: `npm run indexer -- [--port 42069] [--hostname 127.0.0.1] [--data folder]
 * [--schema name] [--views-schema openledger] [--reader] [--stall-seconds 300] [--audit-minutes 60]`. Settings come from the environment, see
 * docs/running-the-indexer.md. Stops on SIGINT and SIGTERM.
 */
import path from "node:path";

import { createOpsApp } from "../src/api/ops/ops-app.ts";
import { ConfigError, readConfig, type Config } from "../src/config/config.ts";
import { checkChain } from "./check-chain.ts";
import { readOptions, type Options } from "./options.ts";
import { schemaNameOf } from "./schema-name.ts";
import { startAudits } from "./supervisor/audit.ts";
import { chainReads } from "./supervisor/chain-reads.ts";
import { startFront } from "./supervisor/front.ts";
import { pgliteHome } from "./supervisor/home-pglite.ts";
import { postgresHome } from "./supervisor/home-postgres.ts";
import type { Home } from "./supervisor/home.ts";
import { opsDeps } from "./supervisor/ops-deps.ts";
import { INDEXER } from "./supervisor/ponder-process.ts";
import { startReader } from "./supervisor/reader.ts";
import { startWriter } from "./supervisor/writer.ts";

const say = (line: string): void => void process.stdout.write(`${new Date().toISOString()} supervisor: ${line}\n`);

/** Runs `stop` on the first signal; a second one is ignored, stopping takes seconds. */
const onSignal = (stop: () => Promise<void>): void => {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
};

/** @throws ConfigError if the schema holds tables of other code: Ponder would refuse them, or go on with rows that other code made. */
const claimSchema = async (home: Home, schema: string, code: string): Promise<void> => {
  const key = `code:${schema}`;
  const owner = await home.store.read<string>(key).catch((error: unknown) => {
    throw new ConfigError(
      `DATABASE_URL: the database does not answer (${error instanceof Error ? error.message : String(error)}); start it.`,
    );
  });
  if (owner !== null ? owner !== code : await home.hasTables(schema)) {
    throw new ConfigError(
      `--schema ${schema} holds tables of other code or another deployment; give a new name, or leave --schema out to have one named after both.`,
    );
  }
  await home.store.write(key, code);
};

const runWriter = async (config: Config, options: Options, env: NodeJS.ProcessEnv): Promise<void> => {
  const code = schemaNameOf(path.resolve(INDEXER, ".."), config.deployment);
  const schema = options.schema ?? code;
  const home =
    config.databaseUrl === undefined
      ? pgliteHome(path.resolve(INDEXER, config.dataDirectory))
      : postgresHome(config.databaseUrl, options.viewsSchema, config.deployment.chainId);
  await claimSchema(home, schema, code);
  const stallMs = options.stallSeconds * 1_000;
  const writer = await startWriter({ config, env, home, schema, stallMs, logLevel: options.logLevel, say });
  const tip = () => writer.current()?.tip ?? null;
  const deps = opsDeps(chainReads(config.rpcUrls), () => writer.current()?.process.port ?? null, tip);
  const ops = createOpsApp({ ...deps, maxLagBlocks: config.maxLagBlocks });
  const front = await startFront({ port: options.port, hostname: options.hostname, ops, target: () => writer.target() });
  const audits = startAudits({ writer, config, env, everyMs: options.auditMinutes * 60_000, say });
  onSignal(async () => {
    audits.stop();
    await Promise.all([front.close(), writer.stop()]);
  });
};

const runReader = async (config: Config, options: Options, env: NodeJS.ProcessEnv): Promise<void> => {
  const { databaseUrl } = config;
  if (databaseUrl === undefined)
    throw new ConfigError("--reader needs Postgres; set DATABASE_URL to the database of the writer (PGlite has one process).");
  const reader = await startReader({ databaseUrl, env, views: options.viewsSchema, logLevel: options.logLevel, say });
  const deps = opsDeps(
    chainReads(config.rpcUrls),
    () => reader.port(),
    () => null,
  );
  const ops = createOpsApp({ ...deps, maxLagBlocks: config.maxLagBlocks });
  const front = await startFront({ port: options.port, hostname: options.hostname, ops, target: () => reader.target() });
  onSignal(async () => void (await Promise.all([front.close(), reader.stop()])));
};

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2));
  // Ponder works in the indexer's folder, the caller's paths are relative to the caller's.
  const env: NodeJS.ProcessEnv = { ...process.env, OPENLEDGER_ROLE: options.isReader ? "reader" : "writer" };
  if (options.data !== undefined) env["OPENLEDGER_INDEXER_DATA"] = options.data;
  for (const name of ["OPENLEDGER_DEPLOYMENT", "OPENLEDGER_INDEXER_DATA"]) if (env[name]) env[name] = path.resolve(env[name]);
  const config = readConfig(env);
  await checkChain(config);
  await (options.isReader ? runReader : runWriter)(config, options, env);
};

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
