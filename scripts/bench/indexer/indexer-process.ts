import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { repositoryRoot } from "../../lib/deployment.ts";
import { freePort, sleep } from "../../lib/service.ts";
import { atEnd } from "./at-end.ts";

const INDEXER = path.join(repositoryRoot, "indexer");

export interface IndexerOptions {
  /** `start` folds and answers, `serve` only answers. */
  readonly command: "start" | "serve";
  readonly rpcUrl: string;
  readonly deploymentFile: string;
  /** Postgres; PGlite in `dataFolder` if there is none. */
  readonly databaseUrl?: string;
  readonly dataFolder: string;
  readonly schema: string;
  readonly logFile: string;
  /** Milliseconds. */
  readonly pollingInterval?: number;
  /** Options of Node, for example to write a profile. */
  readonly nodeOptions?: readonly string[];
}

export interface Indexer {
  readonly url: string;
  readonly pid: number;
  /** `performance.now()` when the process was started, and when it first answered. */
  readonly startedAt: number;
  readonly answeredAt: number;
  graphql<T>(query: string): Promise<T>;
  isReady(): Promise<boolean>;
  /** Rows that it had to read from its database one by one, because its cache did not have them. */
  rowReads(): Promise<number>;
  /** @throws with the end of the log if the process has ended. */
  requireRunning(): Promise<void>;
  /** Largest resident memory so far, megabytes, and processor seconds; null where the system does not tell. */
  usage(): Promise<{ readonly megabytes: number; readonly cpuSeconds: number } | null>;
  /** SIGINT: Ponder gives its lock back. */
  stop(): Promise<void>;
  /** SIGKILL, as when the machine fails. */
  kill(): Promise<void>;
}

/** Starts Ponder as `npm run indexer` does, without the wrapper, so that the bench can kill it and read its memory; waits until it answers. */
export async function startIndexer(options: IndexerOptions): Promise<Indexer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...(options.nodeOptions ?? []),
      findPonder(),
      options.command,
      ...["--root", INDEXER, "--schema", options.schema, "--port", `${port}`, "--hostname", "127.0.0.1", "--log-level", "info"],
    ],
    { cwd: INDEXER, env: { ...process.env, ...environmentOf(options, port) }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const log = createWriteStream(options.logFile, { flags: "a" });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await exited;
    clearTimeout(timer);
  };
  atEnd(() => end("SIGKILL"));
  const requireRunning = async () => {
    if (child.exitCode === null && child.signalCode === null) return;
    throw new Error(`the indexer stopped with ${child.exitCode}:\n${(await readFile(options.logFile, "utf8")).slice(-4_000)}`);
  };
  // A process in front of Ponder, too, has no status before Ponder answers.
  try {
    while (!(await isOk(`${url}/status`))) {
      await requireRunning();
      await sleep(50);
    }
  } catch (error) {
    await end("SIGKILL");
    throw error;
  }
  return {
    url,
    pid: child.pid!,
    startedAt,
    answeredAt: performance.now(),
    graphql: (query) => askGraphql(url, query),
    isReady: () => isOk(`${url}/ready`),
    rowReads: async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      const counts = [...text.matchAll(/^ponder_indexing_cache_requests_total\{[^}]*type="miss"[^}]*\} (\d+)$/gm)];
      if (counts.length === 0) throw new Error("Ponder's /metrics has no ponder_indexing_cache_requests_total");
      return counts.reduce((sum, [, count]) => sum + Number(count), 0);
    },
    requireRunning,
    usage: () => usageOf(child),
    stop: () => end("SIGINT"),
    kill: () => end("SIGKILL"),
  };
}

function environmentOf(options: IndexerOptions, port: number): Record<string, string> {
  return {
    OPENLEDGER_RPC_URL: options.rpcUrl,
    OPENLEDGER_DEPLOYMENT: options.deploymentFile,
    OPENLEDGER_INDEXER_DATA: options.dataFolder,
    OPENLEDGER_POLLING_MS: `${options.pollingInterval ?? 500}`,
    DATABASE_URL: options.databaseUrl ?? "",
    PONDER_TELEMETRY_DISABLED: "1",
    PORT: `${port}`,
  };
}

/** Ponder's command, wherever npm's workspaces put the package. */
function findPonder(): string {
  const folders = createRequire(path.join(INDEXER, "package.json")).resolve.paths("ponder") ?? [];
  const file = folders.map((folder) => path.join(folder, "ponder/dist/esm/bin/ponder.js")).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error("the package ponder is not installed; run npm ci in the repository");
  return file;
}

async function isOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
  await response?.arrayBuffer();
  return response?.ok === true;
}

async function askGraphql<T>(url: string, query: string): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(60_000),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: readonly { message: string }[] };
  if (errors !== undefined || data === undefined) throw new Error(`GraphQL refuses ${query}: ${errors?.[0]?.message ?? response.status}`);
  return data;
}

/** From Linux's /proc. */
async function usageOf({ pid }: ChildProcess): Promise<{ megabytes: number; cpuSeconds: number } | null> {
  try {
    const [status, stat] = await Promise.all([readFile(`/proc/${pid}/status`, "utf8"), readFile(`/proc/${pid}/stat`, "utf8")]);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return {
      megabytes: Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1_024),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    };
  } catch {
    return null;
  }
}
