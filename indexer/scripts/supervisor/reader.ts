import { ConfigError } from "../../src/config/config.ts";
import { backoff } from "./backoff.ts";
import { freePort } from "./free-port.ts";
import { startPonder, type PonderProcess } from "./ponder-process.ts";
import { readIndexed } from "./ponder-reads.ts";
import { openPostgres } from "./postgres.ts";
import { missingColumns } from "./missing-columns.ts";

const TICK_MS = 250;
/** Longest time that requests are held back while the writer, started again, folds its last blocks once more. */
const HOLD_MS = 30_000;

export interface ReaderOptions {
  readonly databaseUrl: string;
  readonly env: NodeJS.ProcessEnv;
  /** Schema with the views of the published build. */
  readonly views: string;
  readonly logLevel: string;
  readonly say: (line: string) => void;
}

export interface Reader {
  /** Port of the Ponder that answers; null while there is none. */
  target(): number | null;
  port(): number;
  stop(): Promise<void>;
}

/**
 * Answers from what a writer publishes, in any number beside it (Postgres). The views change to another build in one transaction, so a
 * reader goes on through a rebuild and a redeploy.
 * @throws ConfigError if nothing is published there, or by code that lacks columns this code reads.
 */
export const startReader = async ({ databaseUrl, env, views, logLevel, say }: ReaderOptions): Promise<Reader> => {
  const database = openPostgres(databaseUrl);
  const found = await database.columnsOf(views).catch(async (error: unknown) => {
    await database.close();
    throw new ConfigError(
      `DATABASE_URL: the database does not answer (${error instanceof Error ? error.message : String(error)}); start it.`,
    );
  });
  const missing = await missingColumns(found);
  if (missing !== null) {
    await database.close();
    throw new ConfigError(
      found.size === 0
        ? `Nothing is published in the schema ${views}; start a writer on this database first, or name its --views-schema.`
        : `The schema ${views} is of other code: ${missing} is missing; start the writer of this version and wait for its switch, or go back to the version that wrote it.`,
    );
  }

  const restarts = backoff({ firstMs: 1_000, longestMs: 60_000 });
  let process: PonderProcess;
  let isUp = false;
  let isStopping = false;
  let highest = 0;
  let holdSinceMs: number | null = null;
  let timer: NodeJS.Timeout;

  const run = async () => startPonder({ command: "serve", schema: views, port: await freePort(), env, logLevel });
  process = await run();

  /** Whether the writer is folding blocks again that readers have seen. */
  const isBehindItself = async (): Promise<boolean> => {
    const [row] = await database.writerState(views);
    if (row === undefined) return false;
    if (row.isLive && row.block >= highest - 1) {
      highest = Math.max(highest, row.block);
      return false;
    }
    return highest > 0;
  };

  const tick = async (): Promise<void> => {
    if (!process.isRunning()) {
      isUp = false;
      const waitMs = restarts.fail();
      say(`the reader of ${views} stopped (code ${await process.exited}); it is started again in ${waitMs / 1_000} s`);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (!isStopping) process = await run();
      return;
    }
    if (!isUp) isUp = (await readIndexed(process.port)) !== null;
    if (isUp) restarts.reset();
    const isBehind = await isBehindItself().catch(() => false);
    if (!isBehind) holdSinceMs = null;
    else if ((holdSinceMs ??= Date.now()) + HOLD_MS < Date.now()) highest = 0;
  };
  let running: Promise<void> = Promise.resolve();
  const loop = (): void => {
    running = tick().catch(() => undefined);
    void running.finally(() => {
      if (!isStopping) timer = setTimeout(loop, TICK_MS);
    });
  };
  loop();

  return {
    target: () => (isUp && process.isRunning() && holdSinceMs === null ? process.port : null),
    port: () => process.port,
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      const stopping = process.stop();
      await running;
      await stopping;
      await process.stop();
      await database.close();
    },
  };
};
