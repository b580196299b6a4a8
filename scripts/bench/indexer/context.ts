import path from "node:path";

import type { IndexerOptions } from "./indexer-process.ts";
import type { ChainPlan } from "./make-chain.ts";
import type { BenchOptions } from "./options.ts";
import type { Postgres } from "./postgres.ts";
import type { BenchChain } from "./start-chain.ts";

/** What every measurement needs. */
export interface Bench {
  readonly options: BenchOptions;
  readonly folder: string;
  readonly deploymentFile: string;
  readonly postgres: Postgres;
  readonly note: (text: string) => void;
}

const SIZES = { contributors: 1_000, itemsEach: 5, payers: 200, offerings: 8 } as const;

/** A gateway that settles a hundred answers every five minutes. */
export const densePlan = (legs: number): ChainPlan => ({ sizes: SIZES, legs, shape: { receipts: 100, legs: 10 }, pace: 150 });

/** A settlement of one answer in every block. */
export const sparsePlan = (legs: number): ChainPlan => ({ sizes: SIZES, legs, shape: { receipts: 1, legs: 10 }, pace: 1 });

/** How to start the indexer on a chain with a database of its own: Postgres if there is an address, PGlite otherwise. */
export const indexerOptions = (
  { folder, deploymentFile }: Bench,
  chain: BenchChain,
  name: string,
  databaseUrl?: string,
): IndexerOptions & { readonly command: "start" } => ({
  command: "start",
  rpcUrl: chain.url,
  deploymentFile,
  dataFolder: path.join(folder, `${name}-pglite`),
  schema: "bench",
  logFile: path.join(folder, `${name}.log`),
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
});
