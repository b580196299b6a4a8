import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

import { PGlite } from "@electric-sql/pglite";

import type { Database } from "./database.ts";
import { pgliteSession } from "./pglite-session.ts";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Two processes in one folder would destroy it, so the folder carries the number of the process that has it open. */
function lockFolder(folder: string): () => void {
  const file = path.join(folder, "gateway.lock");
  if (existsSync(file)) {
    const holder = Number(readFileSync(file, "utf8"));
    if (holder !== process.pid && Number.isInteger(holder) && holder > 0 && isAlive(holder)) {
      throw new Error(`The journal ${folder} is in use by process ${holder}; stop it, or set OPENLEDGER_DATA_DIR to another folder.`);
    }
    rmSync(file, { force: true });
  }
  const handle = openSync(file, "wx");
  writeSync(handle, String(process.pid));
  closeSync(handle);
  return () => rmSync(file, { force: true });
}

/** Opens the journal in a folder, or in memory without one. One process at a time. */
export async function openPglite(folder?: string): Promise<Database> {
  let unlock = (): void => {};
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    unlock = lockFolder(folder);
  }
  const client = await PGlite.create(folder === undefined ? undefined : path.join(folder, "pglite"));
  return {
    ...pgliteSession(client),
    close: async () => {
      await client.close();
      unlock();
    },
  };
}
