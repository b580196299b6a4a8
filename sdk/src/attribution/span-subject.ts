import type { Evidence } from "../receipt/evidence.ts";
import type { CommittedIndex } from "./commit-index.ts";
import { itemNumberAt } from "./index-arrays.ts";
import type { OutputTokens } from "./output-tokens.ts";
import { rowsOf } from "./suffix-search.ts";

/** Parameters of a method that proofs depend on, as `IAttributionCourt.Rules`. */
export interface MethodRules {
  readonly minimumSpanLength: number;
  readonly maximumFrequency: number;
  readonly firstSeenLength: number;
  readonly maximumLegs: number;
  readonly weightTotal: number;
  readonly spanSharePpm: number;
  readonly judgedSharePpm: number;
}

/** One span of a receipt, with what it is judged by. */
export interface SpanSubject {
  readonly index: CommittedIndex;
  readonly output: OutputTokens;
  readonly record: Evidence;
}

/** The span's words, by hash. */
export function spanWords({ output, record }: Pick<SpanSubject, "output" | "record">): readonly bigint[] {
  return output.hashes.slice(record.outputStart, record.outputStart + record.outputLength);
}

/** Every place of a pattern in an index: position and number of its item, in the order of positions. */
export function placesOf(
  { arrays }: CommittedIndex,
  pattern: readonly bigint[],
): readonly { readonly position: number; readonly item: number }[] {
  const [first, end] = rowsOf(arrays, pattern);
  return Array.from(arrays.suffixes.subarray(first, end))
    .sort((a, b) => a - b)
    .map((position) => ({ position, item: itemNumberAt(arrays.items, position) }));
}

/** Whether a contribution is number 0 of a Datanet's account, which evidence names instead of an item withdrawn since the snapshot. */
export function isSuccessor(contributionId: bigint): boolean {
  return (contributionId & 0xff_ffffn) === 0n;
}

/** Number of the item of a contribution; undefined if the index has none. */
export function itemNumberOf({ arrays }: Pick<CommittedIndex, "arrays">, contributionId: bigint): number | undefined {
  const place = placeOf({ arrays }, contributionId);
  return arrays.items[place]?.contributionId === contributionId ? place : undefined;
}

/** Number of the first item whose contribution is not lower. */
export function placeOf({ arrays: { items } }: Pick<CommittedIndex, "arrays">, contributionId: bigint): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (items[middle]!.contributionId < contributionId) low = middle + 1;
    else high = middle;
  }
  return low;
}
