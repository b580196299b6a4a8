import type { Hex } from "viem";

import type { PriorWeights } from "../influence/prior-weights.ts";
import type { AttributeParameters } from "./attribute.ts";
import type { IndexColumns } from "./lexical-index.ts";
import type { Attribution, CorpusItem } from "./types.ts";

/** A segment on its way to a thread: its arrays are shared, not copied. */
export interface SentSegment {
  readonly columns: IndexColumns;
  readonly tombstones: ReadonlySet<number>;
}

/** A file with an influence prior that was read. */
export interface LoadedPrior extends Omit<PriorWeights, "number"> {
  readonly root: Hex;
  readonly adapter: Hex;
  readonly epoch: number;
  readonly snapshotRoot: Hex;
}

/** What a thread can be asked, with what it answers. */
export interface Jobs {
  readonly attribute: {
    /** `segments` are left out if the thread knows the corpus by its number already. */
    readonly ask: {
      readonly corpus: number;
      readonly segments: readonly SentSegment[] | undefined;
      readonly parameters: AttributeParameters;
    };
    readonly answer: Attribution;
  };
  readonly build: { readonly ask: { readonly items: readonly CorpusItem[] }; readonly answer: IndexColumns };
  readonly merge: { readonly ask: { readonly segments: readonly SentSegment[] }; readonly answer: IndexColumns };
  readonly save: {
    readonly ask: { readonly file: string; readonly columns: IndexColumns; readonly key: string };
    readonly answer: undefined;
  };
  /** Answers with what is wrong with the file, if something is. */
  readonly load: { readonly ask: { readonly file: string; readonly key: string }; readonly answer: IndexColumns | string };
  /** Answers with what is wrong with the file, if something is. */
  readonly prior: { readonly ask: { readonly file: string }; readonly answer: LoadedPrior | string };
}

export type JobKind = keyof Jobs;
export type Job = { readonly [Kind in JobKind]: { readonly kind: Kind } & Jobs[Kind]["ask"] }[JobKind];

/** To a thread. */
export type Message = { readonly id: number; readonly job: Job } | { readonly forget: number };

/** From a thread. */
export type Reply = { readonly id: number } & ({ readonly answer: Jobs[JobKind]["answer"] } | { readonly error: string });
