import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { repositoryRoot } from "../../../scripts/lib/deployment.ts";
import { freePort, sleep } from "../../../scripts/lib/service.ts";

/** The long form of a suite waits longer. */
const LONGEST_MS = process.env["OPENLEDGER_DEEP"] === "1" ? 900_000 : 90_000;

export interface IndexerOptions {
  readonly rpcUrl: string;
  readonly deploymentFile: string;
  /** Folder for logs, and for PGlite. */
  readonly folder: string;
  readonly name: string;
  /** Empty for PGlite. */
  readonly databaseUrl: string;
  readonly args?: readonly string[];
  readonly port?: number;
}

export interface RunningIndexer {
  readonly port: number;
  readonly url: string;
  readonly child: ChildProcess;
  log(): string;
  /** What the supervisor said. */
  said(): string[];
  /** Number of the block it stands at; null if it does not answer. */
  indexed(): Promise<number | null>;
  /** Waits until it stands at a block. @throws with the end of its log. */
  reach(block: number, timeoutMs?: number): Promise<void>;
  /** Waits until `/ready` says so. */
  ready(): Promise<void>;
  /** Waits until `condition` holds. @throws with the end of its log. */
  until(what: string, condition: () => Promise<boolean> | boolean, timeoutMs?: number): Promise<void>;
  /** Kills every Ponder of it, as a machine without memory does. */
  killPonder(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the indexer by its start script. */
export const startIndexer = async (options: IndexerOptions): Promise<RunningIndexer> => {
  const { rpcUrl, deploymentFile, folder, name, databaseUrl, args = [] } = options;
  const port = options.port ?? (await freePort());
  const logFile = path.join(folder, `${name}.log`);
  const command = ["--import", "tsx", path.join(repositoryRoot, "indexer/scripts/start.ts"), "--port", `${port}`];
  const place = databaseUrl === "" ? ["--data", path.join(folder, `${name}-data`, "pglite")] : [];
  // There at once, to be read before the first line is written.
  writeFileSync(logFile, "", { flag: "a" });
  const log = createWriteStream(logFile, { flags: "a" });
  const env = {
    ...process.env,
    OPENLEDGER_RPC_URL: rpcUrl,
    OPENLEDGER_DEPLOYMENT: deploymentFile,
    OPENLEDGER_POLLING_MS: "100",
    DATABASE_URL: databaseUrl,
  };
  const child = spawn(process.execPath, [...command, ...place, "--audit-minutes", "0", ...args], {
    cwd: repositoryRoot,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const read = () => readFileSync(logFile, "utf8");
  const url = `http://127.0.0.1:${port}`;

  const until: RunningIndexer["until"] = async (what, condition, timeoutMs = LONGEST_MS) => {
    for (const deadline = Date.now() + timeoutMs; !(await condition()); await sleep(100)) {
      if (child.exitCode !== null) throw new Error(`${name} stopped with ${child.exitCode} before ${what}:\n${tail(read())}`);
      if (Date.now() > deadline) throw new Error(`${name}: not in ${timeoutMs / 1_000} s: ${what}\n${tail(read())}`);
    }
  };
  const indexed = async (): Promise<number | null> => {
    const response = await fetch(`${url}/status`, { signal: AbortSignal.timeout(6_000) }).catch(() => null);
    if (response?.ok !== true) return null;
    const status = (await response.json()) as Record<string, { block?: { number: number } }>;
    return Object.values(status)[0]?.block?.number ?? null;
  };
  return {
    port,
    url,
    child,
    log: read,
    said: () =>
      read()
        .split("\n")
        .filter((line) => line.includes(" supervisor: "))
        .map((line) => line.slice(line.indexOf(" supervisor: ") + 13)),
    indexed,
    until,
    reach: (block, timeoutMs) => until(`it reaches block ${block}`, async () => (await indexed()) === block, timeoutMs),
    ready: () => until("it is ready", async () => (await fetch(`${url}/ready`).catch(() => null))?.status === 200),
    killPonder: async () => {
      for (const pid of await childrenOf(child.pid!)) {
        // The loader of TypeScript has a process too.
        if (!(await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).includes("ponder.js")) continue;
        try {
          process.kill(pid, "SIGKILL");
        } catch (error) {
          // One that has just ended by itself is as dead as wanted.
          if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
        }
      }
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGINT");
      const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
      await exited;
      clearTimeout(timer);
    },
  };
};

const tail = (log: string) => log.split("\n").slice(-30).join("\n");

/** Process ids of a process' children, from /proc. */
const childrenOf = async (parent: number): Promise<number[]> => {
  const found: number[] = [];
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "");
    if (stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] === `${parent}`) found.push(Number(entry));
  }
  return found;
};
