import type { LegClass } from "../codes/leg-class.ts";

/** Bytes of a packed evidence record. */
export const EVIDENCE_BYTES = 36;

/**
 * Why a contribution has a leg. Class `proven` is a span: tokens `[outputStart, outputStart + outputLength)` of the output equal tokens
 * `[itemStart, itemStart + itemLength)` of the item. Class `recomputable` has zero positions; class `judged` too, but
 * for `itemStart`, the number of the influence prior that it is by.
 */
export interface Evidence {
  readonly class: LegClass;
  readonly contributionId: bigint;
  /** Word tokens. */
  readonly outputStart: number;
  /** Word tokens. */
  readonly outputLength: number;
  /** Word tokens. */
  readonly itemStart: number;
  /** Word tokens. */
  readonly itemLength: number;
  /** Items that the span occurs in. */
  readonly documents: number;
  /** In the method's own units. */
  readonly credit: bigint;
}
