/**
 * Starts the indexer and its HTTP API: `npx tsx indexer/scripts/start.ts [--port 42069] [--hostname 127.0.0.1] [--data folder] [--schema name]`.
 * Settings come from the environment, see indexer/README.md. Stops on SIGINT and SIGTERM.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";

import { ConfigError, readConfig } from "../src/config/config.ts";
import { checkChain } from "./check-chain.ts";
import { schemaNameOf } from "./schema-name.ts";

const INDEXER = path.resolve(import.meta.dirname, "..");

/** Ponder's command, wherever npm's workspaces put the package. */
const findPonder = (): string => {
  const folders = createRequire(import.meta.url).resolve.paths("ponder") ?? [];
  const file = folders.map((folder) => path.join(folder, "ponder/dist/esm/bin/ponder.js")).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new ConfigError("The package ponder is not installed; run npm ci in the repository.");
  return file;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "42069" },
      hostname: { type: "string", default: "127.0.0.1" },
      data: { type: "string" },
      schema: { type: "string" },
      "log-level": { type: "string", default: "info" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new ConfigError(`--port ${values.port} is no port; use 1 to 65535.`);
  // Ponder works in the indexer's folder, the caller's paths are relative to the caller's.
  const env: NodeJS.ProcessEnv = { ...process.env, PONDER_TELEMETRY_DISABLED: "1", PORT: values.port };
  if (values.data !== undefined) env["OPENLEDGER_INDEXER_DATA"] = values.data;
  for (const name of ["OPENLEDGER_DEPLOYMENT", "OPENLEDGER_INDEXER_DATA"]) if (env[name]) env[name] = path.resolve(env[name]);
  const config = readConfig(env);
  await checkChain(config);
  const schema = values.schema ?? schemaNameOf(path.resolve(INDEXER, ".."), config.deployment);

  const child = spawn(
    process.execPath,
    [
      findPonder(),
      "start",
      ...["--root", INDEXER, "--schema", schema, "--port", values.port, "--hostname", values.hostname],
      ...["--log-level", values["log-level"]],
    ],
    // A group of its own, so that Ctrl-C reaches this process alone.
    { cwd: INDEXER, env, stdio: ["ignore", "inherit", "inherit"], detached: true },
  );
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    const isPGlite = config.databaseUrl === undefined;
    child.kill(isPGlite && !(await isBackfilled(values.hostname, port)) ? "SIGKILL" : "SIGINT");
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
  child.on("exit", (code) => {
    process.exitCode = isStopping ? 0 : (code ?? 1);
  });
};

/**
 * Whether Ponder has left its backfill. Until then an orderly stop of Ponder 0.17.7 on PGlite keeps half of an unfinished write, which
 * the next start folds twice; a kill leaves what was committed. Afterwards the next start rolls back what was unfinished. On SIGTERM
 * Ponder would leave a lock that the next start waits for.
 */
const isBackfilled = async (hostname: string, port: number): Promise<boolean> => {
  const response = await fetch(`http://${hostname}:${port}/ready`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
  return response?.ok ?? false;
};

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
});
