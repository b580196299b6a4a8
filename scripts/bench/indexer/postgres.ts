import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import pg from "pg";

import { postgresPrograms } from "../../lib/postgres-programs.ts";
import { freePort, sleep } from "../../lib/service.ts";
import { atEnd } from "./at-end.ts";

/** A Postgres server of our own, from npm, with its defaults, on a free port of 127.0.0.1. */
export interface Postgres {
  readonly url: string;
  /** The server's process. */
  readonly pid: number;
  /** Makes an empty database; returns its address. */
  createDatabase(name: string): Promise<string>;
  /** Stops the server and deletes its files. */
  stop(): Promise<void>;
}

/** Starts a server. Works as root too. @throws with what Postgres says if it does not start. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(path.join(tmpdir(), "openledger-postgres-"));
  const { initdb, postgres, user } = await postgresPrograms(folder);
  const data = path.join(folder, "data");
  const options = { ...user, cwd: folder, env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C" } };
  const made = spawnSync(initdb, ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], options);
  if (made.status !== 0) throw new Error(`initdb failed with ${made.status}: ${made.stderr.toString()}`);

  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories="].flatMap((setting) => ["-c", setting]);
  const child = spawn(postgres, ["-D", data, "-p", `${port}`, ...settings], { ...options, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  const stop = async () => {
    await stopped(child);
    await rm(folder, { recursive: true, force: true });
  };
  atEnd(stop);
  const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  await untilAnswers(urlOf("postgres"), child, () => said);
  return {
    url: urlOf("postgres"),
    pid: child.pid!,
    createDatabase: async (name) => {
      await queryOnce(urlOf("postgres"), `CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    stop,
  };
}

/** One query on a connection of its own. */
export async function queryOnce(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

async function untilAnswers(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) {
    if (child.exitCode !== null) throw new Error(`Postgres stopped with code ${child.exitCode}: ${said()}`);
    const isUp = await queryOnce(url, "SELECT 1").then(
      () => true,
      () => false,
    );
    if (isUp) return;
  }
  await stopped(child);
  throw new Error(`Postgres did not answer in 30 s: ${said()}`);
}

/** SIGINT disconnects everybody and shuts down cleanly. */
async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exited;
  clearTimeout(timer);
}
