import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { ConfigError } from "../../src/config/config.ts";

export const INDEXER = path.resolve(import.meta.dirname, "../..");

/** How long Ponder may take to stop; it gives itself five seconds. */
const STOP_MS = 15_000;

export interface PonderOptions {
  /** `start` folds and answers, `serve` only answers (Postgres). */
  readonly command: "start" | "serve";
  readonly schema: string;
  /** Port on 127.0.0.1 for this process alone. */
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  readonly logLevel: string;
}

/** A running Ponder. */
export interface PonderProcess {
  readonly port: number;
  readonly pid: number | undefined;
  isRunning(): boolean;
  /** Its exit code; null if a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Asks it to stop and waits until it has; kills it if it does not. */
  stop(): Promise<void>;
}

/** Ponder's command, wherever npm's workspaces put the package. */
const findPonder = (): string => {
  const folders = createRequire(import.meta.url).resolve.paths("ponder") ?? [];
  const file = folders.map((folder) => path.join(folder, "ponder/dist/esm/bin/ponder.js")).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new ConfigError("The package ponder is not installed; run npm ci in the repository.");
  return file;
};

/**
 * Starts Ponder as a child that ends with this process.
 * @throws ConfigError if Ponder is not installed.
 */
export const startPonder = ({ command, schema, port, env, logLevel }: PonderOptions): PonderProcess => {
  const guard = pathToFileURL(path.join(import.meta.dirname, "child-guard.mjs")).href;
  const child = spawn(
    process.execPath,
    [
      ...["--import", guard, findPonder(), command, "--root", INDEXER, "--schema", schema],
      ...["--port", `${port}`, "--hostname", "127.0.0.1", "--log-level", logLevel],
    ],
    // A group of its own, so that Ctrl-C reaches the supervisor alone.
    { cwd: INDEXER, env: { ...env, PONDER_TELEMETRY_DISABLED: "1" }, stdio: ["ignore", "inherit", "inherit", "ipc"], detached: true },
  );
  let isRunning = true;
  const exited = new Promise<number | null>((resolve) => {
    const end = (code: number | null) => {
      isRunning = false;
      resolve(code);
    };
    child.once("exit", end);
    child.once("error", () => end(1));
  });
  return {
    port,
    pid: child.pid,
    isRunning: () => isRunning,
    exited,
    stop: async () => {
      if (!isRunning) return;
      // Not SIGTERM: Vite inside Ponder takes it, and the schema stays locked until the heartbeat runs out.
      child.kill("SIGINT");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await exited;
      clearTimeout(timer);
    },
  };
};
