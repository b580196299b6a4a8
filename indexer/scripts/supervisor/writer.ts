import type { Config } from "../../src/config/config.ts";
import { backoff } from "./backoff.ts";
import { watchBuild, type Build } from "./build.ts";
import { chainReads, type BlockFacts } from "./chain-reads.ts";
import { finalityOf } from "./finality.ts";
import { freePort } from "./free-port.ts";
import type { Home } from "./home.ts";
import { startPonder, type PonderProcess } from "./ponder-process.ts";
import { NEW_STATE, type IndexState } from "./state-store.ts";

const TICK_MS = 500;
/** So many deaths in a row without a minute of life in between, and the tables are built anew. */
const DEATHS = 3;
/** An index that went well for this long has earned a rebuild at once again. */
const HEALTHY_MS = 600_000;

export interface WriterOptions {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  readonly home: Home;
  /** Name of the schema for this code and deployment; rebuilds append a number. */
  readonly schema: string;
  readonly stallMs: number;
  readonly logLevel: string;
  /** Tells the operator what happened, in one line. */
  readonly say: (line: string) => void;
}

/** What the front process sees of the writer. */
export interface Writer {
  /** The build that answers; null before the first look, or while it may not answer. */
  current(): Build | null;
  target(): number | null;
  /** Builds anew beside the current build, then switches. */
  rebuild(reason: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs Ponder and watches it. A process that died is started again, ever more slowly; an index that stands still, follows a branch that
 * is gone or keeps dying is built anew beside the old one, which goes on answering until the new one is at the head.
 */
export const startWriter = async ({ config, env, home, schema, stallMs, logLevel, say }: WriterOptions): Promise<Writer> => {
  const { chainId, startBlock } = config.deployment;
  const reads = chainReads(config.rpcUrls);
  const rebuilds = backoff({ firstMs: 10_000, longestMs: 3_600_000 });
  const nameOf = (number: number) => (number === 1 ? schema : `${schema}_${number}`);

  const known = (await home.store.read<IndexState>(schema)) ?? NEW_STATE;
  const startsOver = home.startsOver && known.last > 0 && !known.isBackfilled && (await home.store.read(schema)) !== null;
  let last = startsOver ? known.last + 1 : known.last;
  let published = await home.published();
  let rebuildAtMs = 0;
  let healthySinceMs = Date.now();
  let saved = "";
  let hasOldBuilds = false;
  let isStopping = false;

  const run = async (number: number, folder: number): Promise<PonderProcess> => {
    await home.claim(nameOf(number));
    const childEnv = { ...env, ...home.environment(folder) };
    return startPonder({ command: "start", schema: nameOf(number), port: await freePort(), env: childEnv, logLevel });
  };
  const open = async (number: number, folder: number, { anchors, isBackfilled }: IndexState, isOpen: boolean) =>
    watchBuild({
      ...{ number, folder, schema: nameOf(number), anchors, isBackfilled, isOpen, stallMs, startBlock },
      finality: finalityOf(chainId),
      process: await run(number, folder),
    });

  const number = startsOver ? last : known.number;
  const isFirstFill = !known.isBackfilled && (published === null || published === nameOf(number));
  let live = await open(number, known.folder, startsOver ? NEW_STATE : known, isFirstFill);
  let next: Build | null = null;

  const save = async (): Promise<void> => {
    const { isBackfilled, folder } = live;
    const state: IndexState = { number: live.number, last, folder, isBackfilled, anchors: live.watch.anchors() };
    if (JSON.stringify(state) === saved) return;
    await home.store.write(schema, state);
    saved = JSON.stringify(state);
  };
  await save().catch(() => undefined);

  const startNext = async (): Promise<void> => {
    rebuildAtMs = Date.now() + rebuilds.fail();
    await home.ping();
    last += 1;
    await save();
    await home.clearChainCache();
    next = await open(last, home.startsOver ? last : live.folder, NEW_STATE, false);
    say(`building ${next.schema} beside ${live.schema}, which goes on answering`);
  };

  const rebuild = async (reason: string): Promise<void> => {
    if (next !== null || isStopping || Date.now() < rebuildAtMs) return;
    say(`${live.schema}: ${reason}`);
    await startNext();
  };

  const switchTo = async (build: Build): Promise<void> => {
    const old = live;
    await home.publish(build.schema);
    [live, next] = [build, null];
    [published, hasOldBuilds] = [build.schema, true];
    say(`${build.schema} answers from block ${build.tip?.number} on; ${old.schema} is removed`);
    // Before anything that asks the database: should that be down just now, the next look goes on from here.
    await old.process.stop();
  };

  /** Starts a dead process again, when its time has come. */
  const revive = async (build: Build): Promise<void> => {
    if (build.restartAtMs === null) {
      const code = await build.process.exited;
      const waitMs = build.deaths.fail();
      build.restartAtMs = Date.now() + waitMs;
      say(
        `the writer of ${build.schema} stopped (${code === null ? "killed" : `code ${code}`}); it is started again in ${waitMs / 1_000} s`,
      );
      await home.release(build.schema);
      return;
    }
    if (Date.now() < build.restartAtMs) return;
    if (home.startsOver && !build.isBackfilled) {
      // Half a backfill on PGlite cannot be gone on with.
      last += 1;
      const fresh = await open(last, build.folder, NEW_STATE, build.isOpen);
      Object.assign(fresh, { deaths: build.deaths });
      if (build === live) live = fresh;
      else next = fresh;
      await save();
      return;
    }
    build.process = await run(build.number, build.folder);
    Object.assign(build, { restartAtMs: null, startedAtMs: Date.now(), isLive: false, isAtHead: false });
    // After a stop Ponder takes back up to sixty blocks and folds them again: nobody shall see rows vanish meanwhile.
    build.isOpen &&= !build.isBackfilled;
  };

  const watch = async (build: Build, head: BlockFacts | null): Promise<void> => {
    if (!build.process.isRunning()) {
      await revive(build);
      if (build === live && head !== null && build.deaths.failures() >= DEATHS) await rebuild("its writer keeps stopping");
      return;
    }
    const fault = await build.look(head, reads);
    if (fault === null) return;
    healthySinceMs = Date.now();
    const reason =
      fault === "forked"
        ? `the chain replaced blocks that were final; the index stands at ${build.tip?.number ?? "a block that is gone"}`
        : `it has not moved for ${stallMs / 1_000} s, and the chain is at block ${head?.number}`;
    if (build === live) return rebuild(reason);
    if (Date.now() < rebuildAtMs) return;
    say(`${build.schema}: ${reason}; it is given up`);
    await build.process.stop();
    next = null;
    await startNext();
  };

  const tick = async (): Promise<void> => {
    const head = await reads.head().catch(() => null);
    await watch(live, head);
    if (next !== null) await watch(next, head);
    if (next?.isAtHead === true) await switchTo(next);
    if (published !== live.schema && (published === null ? await home.hasTables(live.schema) : live.isAtHead)) {
      await home.publish(live.schema);
      published = live.schema;
      hasOldBuilds ||= live.isAtHead;
    }
    if (!live.isAtHead) healthySinceMs = Date.now();
    else if (Date.now() - healthySinceMs > HEALTHY_MS) rebuilds.reset();
    await save();
    if (hasOldBuilds && next === null) {
      await home.prune(live);
      hasOldBuilds = false;
    }
  };

  let timer: NodeJS.Timeout;
  let complaint = "";
  let running: Promise<void> = Promise.resolve();
  const loop = (): void => {
    running = tick().then(
      () => void (complaint = ""),
      (error: unknown) => {
        // A database that is down fails every look; it is said once.
        const text = `the supervisor could not look: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`;
        if (text !== complaint) say(text);
        complaint = text;
      },
    );
    void running.finally(() => {
      if (!isStopping) timer = setTimeout(loop, TICK_MS);
    });
  };
  loop();

  return {
    current: () => live,
    target: () => (live.isOpen && live.process.isRunning() ? live.process.port : null),
    rebuild,
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      const stopping = Promise.all([live.process.stop(), next?.process.stop()]);
      await running.catch(() => undefined);
      await stopping;
      await Promise.all([live.process.stop(), next?.process.stop()]);
      await home.close();
    },
  };
};
