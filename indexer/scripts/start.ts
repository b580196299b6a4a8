/**
 * Starts the indexer and its HTTP API: `npx tsx indexer/scripts/start.ts [--port 42069] [--hostname 127.0.0.1] [--data folder] [--schema name]`.
 * Settings come from the environment, see indexer/README.md. Stops on SIGINT and SIGTERM.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";

import { ConfigError, readConfig } from "../src/config/config.ts";
import { openAttempt } from "./attempts.ts";
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
  const name = values.schema ?? schemaNameOf(path.resolve(INDEXER, ".."), config.deployment);
  const attempt = config.databaseUrl === undefined ? openAttempt(path.resolve(INDEXER, config.dataDirectory), name) : null;
  const schema = attempt?.schema ?? name;

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
  // Ponder cleans up on SIGINT; on SIGTERM it leaves a lock that the next start waits for.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill("SIGINT"));
  const exited = new Promise<void>((resolve) => {
    child.on("exit", (code) => {
      process.exitCode = code ?? 1;
      resolve();
    });
  });
  if (attempt !== null && !attempt.isBackfilled) {
    const isOver = await Promise.race([exited.then(() => true), untilBackfilled(values.hostname, port).then(() => false)]);
    if (!isOver) attempt.finishBackfill();
  }
};

/** Waits until Ponder says that its backfill is finished. */
const untilBackfilled = async (hostname: string, port: number): Promise<void> => {
  for (;;) {
    const response = await fetch(`http://${hostname}:${port}/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (response?.ok === true) return;
    await setTimeout(500, undefined, { ref: false });
  }
};

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
});
