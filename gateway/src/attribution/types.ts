import type { Evidence, Leg } from "@openledger/sdk";
import type { Hex } from "viem";

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

/** A span's evidence with what a person wants to see of it. Its `credit` is in 1/65,536 bit of information. */
export interface ReadableSpan extends Evidence {
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
  /** In the order of `recordsRoot`. */
  readonly evidence: readonly Evidence[];
  readonly spans: readonly ReadableSpan[];
  readonly outputTokens: number;
}
