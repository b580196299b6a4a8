import { sql } from "ponder";
import type { Hex } from "viem";

import type { Database } from "./database.ts";

/** The block that an answer is true at. */
export interface IndexedBlock {
  /** Last block whose events are folded. A row of the next block may already show: a lower bound. */
  readonly number: number;
  /** Its hash as the chain has it; null if the chain has dropped the block since. */
  readonly hash: Hex | null;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** Asks the chain for a block's hash and time. */
export type ReadBlock = (number: bigint) => Promise<{ readonly hash: Hex; readonly timestamp: bigint }>;

// Ponder's checkpoint is a row of decimal fields: time 10, chain id 16, block number 16, and the position in the block.
const [TIME_END, CHAIN_END, NUMBER_END] = [10, 26, 42];

/** How long an answer serves for requests that come at the same time: still a lower bound of the rows that are read after it. */
const SHARED_MS = 50;

/**
 * Makes the function that says which block the tables stand at; null until the first block is folded.
 * @param schemaName Of the tables. Named, because the search path of Ponder's connection is not ours: on PGlite all share one connection.
 */
export const indexedBlockReader = (db: Database, readBlock: ReadBlock, schemaName: string, now: () => number = () => performance.now()) => {
  let latest: IndexedBlock | null = null;
  let shared: { readonly answer: Promise<IndexedBlock | null>; readonly askedAt: number } | undefined;
  const table = sql`${sql.identifier(schemaName)}.${sql.identifier("_ponder_checkpoint")}`;

  const read = async (): Promise<IndexedBlock | null> => {
    const { rows } = (await db.execute(sql`SELECT latest_checkpoint FROM ${table} LIMIT 1`)) as unknown as {
      rows: { latest_checkpoint: string }[];
    };
    const checkpoint = rows[0]?.latest_checkpoint;
    if (checkpoint === undefined) return null;
    const timestamp = Number(checkpoint.slice(0, TIME_END));
    const number = Number(checkpoint.slice(CHAIN_END, NUMBER_END));
    if (latest !== null && latest.hash !== null && latest.number === number && latest.timestamp === timestamp) return latest;
    const block = await readBlock(BigInt(number)).catch(() => null);
    // Another time means another block: a reorganisation that the index has not followed yet.
    latest = { number, timestamp, hash: block !== null && Number(block.timestamp) === timestamp ? block.hash : null };
    return latest;
  };
  return (): Promise<IndexedBlock | null> => {
    if (shared !== undefined && now() - shared.askedAt < SHARED_MS) return shared.answer;
    shared = { answer: read(), askedAt: now() };
    shared.answer.catch(() => (shared = undefined));
    return shared.answer;
  };
};
