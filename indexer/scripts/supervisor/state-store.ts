import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Anchor } from "./chain-watch.ts";

/** What the supervisor remembers of one code and one deployment. */
export interface IndexState {
  /** Which build of the tables is in use: 1, or higher after rebuilds. */
  readonly number: number;
  /** Highest number ever used; a rebuild takes the next. */
  readonly last: number;
  /** PGlite: which folder the build in use is in. A rebuild beside takes another, because a folder has one process. */
  readonly folder: number;
  readonly isBackfilled: boolean;
  readonly anchors: readonly Anchor[];
}

export const NEW_STATE: IndexState = { number: 1, last: 1, folder: 1, isBackfilled: false, anchors: [] };

/** Keeps values by name over restarts. */
export interface StateStore {
  read<T>(name: string): Promise<T | null>;
  write(name: string, value: unknown): Promise<void>;
}

/** Keeps them in a file; what cannot be read counts as nothing. */
export const fileStore = (file: string): StateStore => {
  const readAll = (): Record<string, unknown> => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    } catch {
      return {};
    }
  };
  return {
    read: async <T>(name: string) => (readAll()[name] as T | undefined) ?? null,
    write: async (name, value) => {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify({ ...readAll(), [name]: value }));
      renameSync(`${file}.new`, file);
    },
  };
};
