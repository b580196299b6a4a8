import type { StateStore } from "./state-store.ts";

/** Where builds of the index live: schemas of a Postgres database, or folders of PGlite. */
export interface Home {
  readonly store: StateStore;
  /** Whether a start after an unfinished backfill must build its tables anew. */
  readonly startsOver: boolean;
  /** Environment of the Ponder that builds in a folder. */
  environment(folder: number): NodeJS.ProcessEnv;
  /** @throws if the database does not answer. */
  ping(): Promise<void>;
  /** Schema that readers see; null if none yet. */
  published(): Promise<string | null>;
  /** Whether the tables of a schema are there to be published. */
  hasTables(schema: string): Promise<boolean>;
  /** Shows a schema to readers, at once and as a whole. */
  publish(schema: string): Promise<void>;
  /** Notes that a schema is being built, so that it is pruned one day. */
  claim(schema: string): Promise<void>;
  /** Called when the writer of a schema is known to be dead. */
  release(schema: string): Promise<void>;
  /** Forgets what Ponder keeps of the chain. */
  clearChainCache(): Promise<void>;
  /** Removes every build but one. Returns what it removed. */
  prune(keep: { readonly schema: string; readonly folder: number }): Promise<string[]>;
  close(): Promise<void>;
}
