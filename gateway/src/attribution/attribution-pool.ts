import { availableParallelism } from "node:os";

import type { AttributeParameters } from "./attribute.ts";
import { columnsOf, openIndex, type LexicalIndex } from "./lexical-index.ts";
import type { Segment, SegmentedIndex } from "./segmented-index.ts";
import { Thread } from "./thread.ts";
import type { Attribution, CorpusItem } from "./types.ts";
import type { LoadedPrior, SentSegment } from "./worker-protocol.ts";

export interface PoolOptions {
  /** Threads that attribute; one more builds and merges indexes. */
  readonly threads?: number;
  /** Outputs that may be at the threads or wait for one; who comes later waits for a place before. */
  readonly mostWaiting?: number;
}

/** Attributes and builds off the event loop, on indexes in shared memory. */
export interface AttributionPool {
  /** As `attribute` does. Nothing is dropped: a caller beyond the limit waits for a place, first come first served. */
  attribute(index: SegmentedIndex, parameters: AttributeParameters): Promise<Attribution>;
  build(items: readonly CorpusItem[]): Promise<LexicalIndex>;
  merge(segments: readonly Segment[]): Promise<LexicalIndex>;
  save(file: string, index: LexicalIndex, key: string): Promise<void>;
  /** @returns Undefined if there is no file of this key, after telling `onProblem` why if it is broken. */
  load(file: string, key: string, onProblem?: (problem: string) => void): Promise<LexicalIndex | undefined>;
  /** Reads an influence prior and makes its root. @returns What is wrong with the file, if something is. */
  loadPrior(file: string): Promise<LoadedPrior | string>;
  /** Outputs at the threads or waiting for one. */
  readonly waiting: number;
  close(): Promise<void>;
}

const sentSegments = (segments: readonly Segment[]): SentSegment[] =>
  segments.map(({ index, tombstones }) => ({ columns: columnsOf(index), tombstones }));

export function createPool({ threads = Math.max(1, availableParallelism() - 1), mostWaiting = 256 }: PoolOptions = {}): AttributionPool {
  const attributing = Array.from({ length: threads }, () => new Thread());
  const building = new Thread();
  const numbers = new WeakMap<SegmentedIndex, number>();
  const forgotten = new FinalizationRegistry<number>((corpus) => attributing.forEach((thread) => thread.forget(corpus)));
  let nextNumber = 1;
  let taken = 0;
  const queue: (() => void)[] = [];

  function numberOf(index: SegmentedIndex): number {
    let number = numbers.get(index);
    if (number === undefined) {
      number = nextNumber++;
      numbers.set(index, number);
      forgotten.register(index, number);
    }
    return number;
  }

  /** @returns Undefined if there is a place at once. */
  function takePlace(): Promise<void> | undefined {
    if (taken === mostWaiting) return new Promise<void>((resolve) => queue.push(resolve));
    taken++;
    return undefined;
  }

  /** Hands the place to the next in line. */
  function leavePlace(): void {
    const next = queue.shift();
    if (next) next();
    else taken--;
  }

  return {
    async attribute(index, parameters) {
      const waiting = takePlace();
      // With a place the thread has the output before the caller goes on.
      if (waiting) await waiting;
      try {
        const thread = attributing.reduce((least, other) => (other.load < least.load ? other : least));
        return await thread.run({ kind: "attribute", corpus: numberOf(index), segments: sentSegments(index.segments), parameters });
      } finally {
        leavePlace();
      }
    },
    build: async (items) => openIndex(await building.run({ kind: "build", items })),
    merge: async (segments) => openIndex(await building.run({ kind: "merge", segments: sentSegments(segments) })),
    save: async (file, index, key) => building.run({ kind: "save", file, columns: columnsOf(index), key }),
    load: async (file, key, onProblem) => {
      const loaded = await building.run({ kind: "load", file, key });
      if (typeof loaded !== "string") return openIndex(loaded);
      onProblem?.(loaded);
      return undefined;
    },
    loadPrior: (file) => building.run({ kind: "prior", file }),
    get waiting() {
      return taken + queue.length;
    },
    close: async () => {
      await Promise.all([...attributing, building].map((thread) => thread.close()));
    },
  };
}

let shared: AttributionPool | undefined;

/** The process's pool. Its threads start when they are first needed and do not keep the process alive. */
export function sharedPool(): AttributionPool {
  return (shared ??= createPool());
}
