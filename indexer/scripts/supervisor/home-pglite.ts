import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";

import type { Home } from "./home.ts";
import { fileStore } from "./state-store.ts";

/**
 * Builds are folders, because PGlite gives a folder to one process. A start after an unfinished backfill builds anew in the same folder:
 * Ponder 0.17.7 runs no transactions on PGlite (its `db.transaction` calls back with the plain connection), so whatever stops it in a
 * backfill leaves rows of a batch whose checkpoint was not written, and the next start would fold them again. Once the backfill is over,
 * Ponder's triggers note every change, and it takes back by itself what a stop left unfinished.
 */
export const pgliteHome = (directory: string): Home => {
  const folderOf = (number: number) => (number === 1 ? directory : `${directory}-${number}`);
  return {
    store: fileStore(`${directory}-openledger-state.json`),
    startsOver: true,
    environment: (folder) => ({ OPENLEDGER_INDEXER_DATA: folderOf(folder) }),
    ping: async () => undefined,
    published: async () => null,
    hasTables: async () => false,
    publish: async () => undefined,
    claim: async () => undefined,
    release: async () => undefined,
    clearChainCache: async () => undefined,
    prune: async ({ folder }) => {
      const [parent, name] = [path.dirname(directory), path.basename(directory)];
      if (!existsSync(parent)) return [];
      const others = (await readdir(parent)).filter((entry) => {
        const number = entry === name ? 1 : entry.startsWith(`${name}-`) ? Number(entry.slice(name.length + 1)) : Number.NaN;
        return Number.isInteger(number) && number >= 1 && number !== folder;
      });
      for (const entry of others) await rm(path.join(parent, entry), { recursive: true, force: true });
      return others;
    },
    close: async () => undefined,
  };
};
