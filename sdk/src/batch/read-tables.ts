import type { ByteReader } from "../bytes/byte-reader.ts";
import { checkUint } from "../bytes/check-uint.ts";
import { BatchLimitError, TableIndexError, TableNotAscendingError } from "./errors.ts";
import { BATCH_LIMITS, MAX_PAGE, SLOTS_PER_PAGE } from "./limits.ts";

/** Entry counts of the tables, from the header. */
export interface TableCounts {
  readonly payers: number;
  readonly offerings: number;
  readonly accounts: number;
  readonly pages: number;
}

/** The tables of a blob. */
export interface ReadTables {
  readonly payers: readonly number[];
  readonly offerings: readonly number[];
  readonly accounts: readonly number[];
  /** First contribution id of each page: its owner's account and the local number of slot 0. */
  readonly pageStarts: readonly bigint[];
}

/**
 * Reads the four tables.
 * @throws BatchLimitError, TableNotAscendingError, TableIndexError, IntegerOutOfRangeError, UnexpectedEndError.
 */
export function readTables(reader: ByteReader, counts: TableCounts): ReadTables {
  for (const what of Object.keys(counts) as (keyof TableCounts)[]) {
    const maximum = BATCH_LIMITS[what];
    if (counts[what] > maximum) throw new BatchLimitError({ what, count: counts[what], maximum });
  }
  const payers = readTable(reader, "payers", counts.payers, 4);
  const offerings = readTable(reader, "offerings", counts.offerings, 4);
  const accounts = readTable(reader, "accounts", counts.accounts, 4);
  const pageStarts = readTable(reader, "pages", counts.pages, 5).map((entry) => {
    const page = entry % 2 ** 24;
    checkUint("page", page, MAX_PAGE.toString(2).length);
    return (BigInt(entryAt("accounts", accounts, Math.floor(entry / 2 ** 24))) << 24n) | BigInt(page * SLOTS_PER_PAGE);
  });
  return { payers, offerings, accounts, pageStarts };
}

/** @throws TableIndexError if the index points beyond the table. */
export function entryAt<Entry>(table: string, entries: readonly Entry[], index: number): Entry {
  const entry = entries[index];
  if (entry === undefined) throw new TableIndexError({ table, index, length: entries.length });
  return entry;
}

function readTable(reader: ByteReader, table: keyof TableCounts, count: number, size: number): readonly number[] {
  const entries = Array.from({ length: count }, () => reader.uint(size));
  // Ids are counted from 1; the first page may be 0.
  let previous = table === "pages" ? -1 : 0;
  entries.forEach((value, index) => {
    if (value <= previous) throw new TableNotAscendingError({ table, index, value });
    previous = value;
  });
  return entries;
}
