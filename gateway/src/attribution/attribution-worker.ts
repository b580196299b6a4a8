// The thread behind attribution-pool.ts.
import { readFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";

import { readPrior } from "../influence/prior-file.ts";
import { priorRoot } from "../influence/prior.ts";
import { priorWeights } from "../influence/prior-weights.ts";
import { attribute } from "./attribute.ts";
import { buildIndex } from "./build-index.ts";
import { IndexFileError, loadIndex, saveIndex } from "./index-file.ts";
import { columnsOf, openIndex } from "./lexical-index.ts";
import { mergeSegments } from "./merge-segments.ts";
import { combineSegments, type Segment, type SegmentedIndex } from "./segmented-index.ts";
import type { Job, Jobs, JobKind, LoadedPrior, Message, Reply, SentSegment } from "./worker-protocol.ts";

const corpora = new Map<number, SegmentedIndex>();

const opened = (segments: readonly SentSegment[]): Segment[] =>
  segments.map(({ columns, tombstones }) => ({ index: openIndex(columns), tombstones }));

function loadPrior(file: string): LoadedPrior | string {
  try {
    const prior = readPrior(readFileSync(file, "utf8"));
    const { number: _none, ...arrays } = priorWeights(0, prior);
    return { ...arrays, root: priorRoot(prior), adapter: prior.adapter, epoch: prior.epoch, snapshotRoot: prior.snapshotRoot };
  } catch (error) {
    return (error as Error).message;
  }
}

function perform(job: Job): Jobs[JobKind]["answer"] {
  switch (job.kind) {
    case "attribute": {
      if (job.segments) corpora.set(job.corpus, combineSegments(opened(job.segments)));
      return attribute(corpora.get(job.corpus)!, job.parameters);
    }
    case "build":
      return columnsOf(buildIndex(job.items));
    case "merge":
      return columnsOf(mergeSegments(opened(job.segments)));
    case "save":
      return saveIndex(job.file, openIndex(job.columns), job.key) as undefined;
    case "load":
      try {
        return columnsOf(loadIndex(job.file, job.key));
      } catch (error) {
        if (error instanceof IndexFileError || (error as NodeJS.ErrnoException).code === "ENOENT") return (error as Error).message;
        throw error;
      }
    case "prior":
      return loadPrior(job.file);
  }
}

parentPort!.on("message", (message: Message) => {
  if ("forget" in message) {
    corpora.delete(message.forget);
    return;
  }
  const { id, job } = message;
  let reply: Reply;
  try {
    reply = { id, answer: perform(job) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort!.postMessage(reply);
});
