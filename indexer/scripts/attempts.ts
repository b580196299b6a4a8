import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

interface Attempt {
  readonly number: number;
  readonly isBackfilled: boolean;
}

const FILE = "openledger-attempts.json";

/**
 * Which attempt at building a schema on PGlite this is. Ponder 0.17.7 does not write a backfill to PGlite atomically: whatever stops
 * the process in the middle leaves rows of blocks that the next start would fold again. So a start after an unfinished backfill builds
 * its tables anew, beside the half-built ones; blocks and logs come from Ponder's cache. Once the backfill is finished, Ponder rolls
 * back by itself what a stop left unfinished.
 */
export const openAttempt = (dataDirectory: string, schema: string) => {
  const file = path.join(path.dirname(dataDirectory), `${path.basename(dataDirectory)}-${FILE}`);
  const read = (): Record<string, Attempt> => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Record<string, Attempt>;
    } catch {
      return {};
    }
  };
  const write = (attempt: Attempt): void => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...read(), [schema]: attempt }));
  };
  const last = read()[schema];
  const number = last === undefined ? 1 : last.isBackfilled ? last.number : last.number + 1;
  const isBackfilled = last?.isBackfilled ?? false;
  if (!isBackfilled) write({ number, isBackfilled });
  return {
    schema: number === 1 ? schema : `${schema}_${number}`,
    isBackfilled,
    /** Call once the backfill is finished. */
    finishBackfill: () => write({ number, isBackfilled: true }),
  };
};
