import type { Hex } from "viem";

/** 1 proven: spans; 2 recomputable: BM25 and retrieval; 3 judged: not produced by this engine. */
export type HonestyClass = 1 | 2 | 3;

/** An item of the corpus, as the engine needs it. */
export interface CorpusItem {
  /** `account u32 << 24 | local u24`. */
  readonly contributionId: bigint;
  readonly contentRoot: Hex;
  /** Canonical text. */
  readonly text: string;
  /** Share of the item's credit that counts, 0 to 1,000,000. */
  readonly noveltyPpm: number;
  /** Commit number: of equal content the lower one was first. */
  readonly commit: number;
}

export interface Leg {
  readonly contributionId: bigint;
  /** 1 to 50,000. */
  readonly weight: number;
  readonly class: HonestyClass;
}

/** One record of docs/formats/receipt.md. Positions are word tokens, `credit` is 1/65,536 bit of information. */
export interface EvidenceRecord {
  readonly class: HonestyClass;
  readonly contributionId: bigint;
  readonly outputStart: number;
  readonly outputLength: number;
  readonly itemStart: number;
  readonly itemLength: number;
  readonly documents: number;
  readonly credit: bigint;
}

/** A span record with what a person wants to see of it. */
export interface ReadableSpan extends EvidenceRecord {
  /** UTF-16 range in the output. */
  readonly outputRange: readonly [number, number];
  /** The words as they stand in the output. */
  readonly words: string;
}

export interface Attribution {
  readonly methodId: Hex;
  /** Ascending by contribution, then class; at most 64. */
  readonly legs: readonly Leg[];
  /** Always 50,000: the legs' weights and `unattributed` sum to it. */
  readonly weightTotal: number;
  readonly unattributed: number;
  /** In the order of `evidenceRoot`. */
  readonly evidence: readonly EvidenceRecord[];
  readonly spans: readonly ReadableSpan[];
  readonly outputTokens: number;
}
