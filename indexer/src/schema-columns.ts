import type { PgColumnsBuilders } from "ponder";

/** A whole number up to 2^63 - 1, read as a bigint: block numbers, times, contribution ids, sequences. */
export const wide = (t: PgColumnsBuilders) => t.int8({ mode: "bigint" });

/** The log a row was written from. Every table that records a fact has these columns. */
export const origin = (t: PgColumnsBuilders) => ({
  blockNumber: wide(t).notNull(), // block that holds the log
  timestamp: wide(t).notNull(), // Unix time of that block, seconds
  transactionHash: t.hex().notNull(), // transaction that emitted the log
  logIndex: t.integer().notNull(), // position of the log in its block
});
