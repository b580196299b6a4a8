import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

import { UsageError } from "../validator/output.ts";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Keeps a second operator out of a folder. Operators on other machines are kept apart by the chain: every step looks before it acts.
 * @returns What unlocks. @throws UsageError if another process has it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "operator.lock");
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = openSync(file, "wx");
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === 3) throw error;
      const holder = Number(readFileSync(file, "utf8"));
      if (holder > 0 && isAlive(holder))
        throw new UsageError(`operator ${holder} works in ${folder}; stop it, or give this one another --folder`, { cause: error });
      rmSync(file, { force: true }); // its process was killed
    }
  }
}
