import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import type { Deployment } from "@openledger/sdk";

import { dumpTables, type Dump } from "../../../indexer/scripts/dump/dump-tables.ts";
import { openPgliteQuery, openPostgresQuery } from "../../../indexer/scripts/dump/open-query.ts";
import type { IndexState } from "../../../indexer/scripts/supervisor/state-store.ts";
import { chainScript } from "./chain-script.ts";
import { emitLogs } from "./emitter.ts";
import { largestLogs } from "./hostile-logs.ts";
import { startLocalChain, type LocalChain } from "./local-chain.ts";
import { startPostgres, type PostgresServer } from "./postgres-server.ts";
import { startIndexer, type IndexerOptions, type RunningIndexer } from "./running-indexer.ts";

/** Whether the long form of a suite was asked for: `npm run test:indexer-deep`. */
export const IS_DEEP = process.env["OPENLEDGER_DEEP"] === "1";
/** How many times longer the long form waits: what it is about is that everything is found in the end, on a busy machine too. */
export const PATIENCE = IS_DEEP ? 4 : 1;
/** How long an index may stand still before its supervisor builds it anew. */
export const STALL_SECONDS = 20 * (IS_DEEP ? 3 : 1);

/** A chain with the suite, a database if wanted, and a folder for everything. */
export interface Stage {
  readonly folder: string;
  readonly deployment: Deployment;
  readonly deploymentFile: string;
  readonly chain: LocalChain;
  readonly postgres: PostgresServer | null;
  /** Starts an indexer; `remove` stops it. */
  indexer(options: Partial<IndexerOptions> & { readonly name: string }): Promise<RunningIndexer>;
  /** What the views of a writer show. */
  dump(views?: string): Promise<Dump>;
  /** What an index that has seen no fault holds at the chain's head; on the stage's database, or on PGlite. */
  freshDump(place?: "pglite"): Promise<Dump>;
  remove(): Promise<void>;
}

/**
 * Sets the stage: real blocks, settlements among them, more than Ponder keeps unfinalized; with `isHostile` every event with the largest
 * integers and with words of all ones.
 */
export const setStage = async ({ withPostgres, isHostile = false }: { withPostgres: boolean; isHostile?: boolean }): Promise<Stage> => {
  const folder = mkdtempSync(path.join(tmpdir(), "openledger-indexer-"));
  const script = await chainScript();
  const [chain, postgres] = await Promise.all([startLocalChain(script), withPostgres ? startPostgres() : null]);
  const deploymentFile = path.join(folder, "deployment.json");
  writeFileSync(deploymentFile, JSON.stringify(script.deployment));
  await chain.settle(4);
  if (isHostile) await emitLogs(chain, largestLogs(script.deployment));
  await chain.mine(40);
  await chain.settle(6);
  const running: RunningIndexer[] = [];
  let fresh = 0;

  const dump = async (views = "openledger"): Promise<Dump> => {
    const opened = await openPostgresQuery(postgres!.url);
    try {
      return await dumpTables(opened.query, views);
    } finally {
      await opened.close();
    }
  };
  const indexer: Stage["indexer"] = async (options) => {
    const started = await startIndexer({ rpcUrl: chain.url, deploymentFile, folder, databaseUrl: postgres?.url ?? "", ...options });
    running.push(started);
    return started;
  };
  return {
    folder,
    deployment: script.deployment,
    deploymentFile,
    chain,
    postgres,
    indexer,
    dump,
    freshDump: async (place) => {
      const name = `fresh${(fresh += 1)}`;
      const isPglite = place === "pglite" || postgres === null;
      const options = { name, args: ["--schema", name, "--views-schema", `${name}_views`] };
      const clean = await indexer(isPglite ? { ...options, databaseUrl: "" } : options);
      await clean.reach(await chain.head());
      if (!isPglite) {
        const rows = await dump(name);
        await clean.stop();
        return rows;
      }
      await clean.stop();
      return dumpPglite(folder, name, name);
    },
    remove: async () => {
      await Promise.all(running.map((one) => one.stop()));
      await chain.stop();
      await postgres?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Reads the PGlite of a stopped indexer. */
export const dumpPglite = async (folder: string, name: string, schema?: string): Promise<Dump> => {
  const directory = path.join(folder, `${name}-data`, "pglite");
  const states = JSON.parse(readFileSync(`${directory}-openledger-state.json`, "utf8")) as Record<string, IndexState | string>;
  const [base, state] = Object.entries(states).find((entry): entry is [string, IndexState] => typeof entry[1] === "object")!;
  const built = state.number === 1 ? (schema ?? base) : `${schema ?? base}_${state.number}`;
  const opened = await openPgliteQuery(state.folder === 1 ? directory : `${directory}-${state.folder}`);
  try {
    return await dumpTables(opened.query, built);
  } finally {
    await opened.close();
  }
};

/** Row by row, so that a failure names the table and the row. */
export const expectSame = (found: Dump, wanted: Dump): void => {
  expect([...found.keys()]).to.deep.equal([...wanted.keys()]);
  for (const [table, rows] of wanted) {
    const other = found.get(table)!;
    const index = Math.max(
      rows.findIndex((row, position) => row !== other[position]),
      other.length > rows.length ? other.findIndex((row, position) => row !== rows[position]) : -1,
    );
    expect(
      index,
      `${table}: ${other.length} rows, ${rows.length} in a fresh index; first other row:\n${other[index]?.slice(0, 600)}\n${rows[index]?.slice(0, 600)}`,
    ).to.equal(-1);
  }
};
