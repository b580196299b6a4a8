import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import pg from "pg";

import { postgresPrograms } from "../../../scripts/lib/postgres-programs.ts";
import { freePort, sleep } from "../../../scripts/lib/service.ts";

/** A real Postgres server on 127.0.0.1, from npm. */
export interface PostgresServer {
  readonly url: string;
  start(): Promise<void>;
  /** Stops it as `pg_ctl stop -m immediate` does: connections are cut, the next start recovers. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a cluster in a temporary folder and starts it; root can do it too. */
export const startPostgres = async (): Promise<PostgresServer> => {
  const folder = mkdtempSync(path.join(tmpdir(), "openledger-postgres-"));
  const { initdb, postgres, user } = await postgresPrograms(folder);
  const [data, passwordFile] = [path.join(folder, "data"), path.join(folder, "password")];
  writeFileSync(passwordFile, "openledger\n");
  if (user.uid !== undefined) chownSync(passwordFile, user.uid, user.uid);
  const flags = [
    `--pgdata=${data}`,
    "--auth=password",
    "--username=openledger",
    `--pwfile=${passwordFile}`,
    "--no-sync",
    "--encoding=UTF8",
    "--locale=C",
  ];
  await promisify(execFile)(initdb, flags, { cwd: folder, ...user });

  const port = await freePort();
  const url = `postgres://openledger:openledger@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | undefined;

  const isAnswering = async (): Promise<boolean> => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const start = async (): Promise<void> => {
    const settings = ["max_connections=200", "fsync=off", "listen_addresses=127.0.0.1", "unix_socket_directories="];
    const args = ["-D", data, "-p", `${port}`, ...settings.flatMap((setting) => ["-c", setting])];
    child = spawn(postgres, args, { cwd: folder, stdio: "ignore", ...user });
    for (const deadline = Date.now() + 30_000; !(await isAnswering()); await sleep(100)) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`Postgres did not start in ${folder} (code ${child.exitCode})`);
    }
  };
  const stop = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child!.once("exit", resolve));
    child.kill("SIGQUIT");
    await exited;
  };
  if (!existsSync(data)) throw new Error(`initdb made no cluster in ${data}`);
  await start();
  return {
    url,
    start,
    stop,
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
