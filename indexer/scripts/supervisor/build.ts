import { backoff, type Backoff } from "./backoff.ts";
import { chainWatch, type Anchor, type ChainWatch } from "./chain-watch.ts";
import type { BlockFacts, ChainReads } from "./chain-reads.ts";
import type { PonderProcess } from "./ponder-process.ts";
import { isBackfilled, readIndexed, readProgress } from "./ponder-reads.ts";
import { stallWatch } from "./stall-watch.ts";

/** After this long a build that has its backfill answers, even if it cannot reach the head. */
const OPEN_ANYWAY_MS = 30_000;
/** Starting takes longer than a block: Ponder drops its database indexes and makes them anew. */
const START_PATIENCE = 5;
const LEAST_START_MS = 180_000;
/** A process that ran this long did not die of its start. */
const SOUND_MS = 60_000;

/** What is wrong with a build; null while all is well. */
export type Fault = "forked" | "frozen" | null;

/** One set of tables and the Ponder that fills them. */
export interface Build {
  readonly number: number;
  readonly folder: number;
  readonly schema: string;
  process: PonderProcess;
  startedAtMs: number;
  restartAtMs: number | null;
  readonly deaths: Backoff;
  readonly watch: ChainWatch;
  /** The last block folded, with the hash the chain had for it then. */
  tip: BlockFacts | null;
  /** Whether it ever finished its backfill. */
  isBackfilled: boolean;
  /** Whether the process that runs now follows the chain's head, its start behind it. */
  isLive: boolean;
  /** Whether it may answer: from the start of a first fill, and after a restart once it is back where it was. */
  isOpen: boolean;
  isAtHead: boolean;
  look(head: BlockFacts | null, reads: ChainReads): Promise<Fault>;
}

interface BuildOptions {
  readonly number: number;
  readonly folder: number;
  readonly schema: string;
  readonly process: PonderProcess;
  readonly finality: number;
  readonly startBlock: number;
  readonly anchors: readonly Anchor[];
  readonly isBackfilled: boolean;
  readonly isOpen: boolean;
  readonly stallMs: number;
}

/** Watches a build. */
export const watchBuild = ({ finality, startBlock, anchors, stallMs, ...options }: BuildOptions): Build => {
  const stall = stallWatch();
  const build: Build = {
    ...options,
    startedAtMs: Date.now(),
    restartAtMs: null,
    deaths: backoff({ firstMs: 1_000, longestMs: 60_000 }),
    watch: chainWatch({ finality, startBlock, known: anchors }),
    tip: null,
    isLive: false,
    isAtHead: false,
    look: async (head, reads) => {
      const { port } = build.process;
      const nowMs = Date.now();
      const indexed = await readIndexed(port);
      if (indexed !== null && (build.tip?.number !== indexed.number || build.tip.timestamp !== indexed.timestamp)) {
        const block = await reads.block(indexed.number).catch(() => null);
        build.tip = block !== null && block.timestamp === indexed.timestamp ? block : null;
      }
      const isForked = await build.watch.look(build.isLive ? (indexed?.number ?? null) : null, reads.linkedHash).catch(() => false);
      if (!build.isLive) build.isLive = await isBackfilled(port);
      build.isBackfilled ||= build.isLive;
      const isUp = nowMs - build.startedAtMs > OPEN_ANYWAY_MS;
      build.isAtHead = build.isLive && head !== null && build.tip !== null && head.number - build.tip.number <= 1;
      build.isOpen ||= build.isAtHead || (build.isLive && isUp);
      if (build.isAtHead && nowMs - build.startedAtMs > SOUND_MS) build.deaths.reset();
      const stalledMs = stall({
        nowMs,
        head: head?.number ?? null,
        indexed: indexed?.number ?? null,
        progress: build.isLive ? "" : await readProgress(port),
      });
      return isForked
        ? "forked"
        : stalledMs > (build.isLive ? stallMs : Math.max(LEAST_START_MS, START_PATIENCE * stallMs))
          ? "frozen"
          : null;
    },
  };
  return build;
};
