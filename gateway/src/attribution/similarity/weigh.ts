import { divide } from "../information.ts";
import { BIT, log2 } from "../log2.ts";
import type { SegmentedIndex } from "../segmented-index.ts";

/** What an item's length adds to the denominator of BM25's saturation (k1 = 1.2, b = 0.75), of a count in halves. */
export function lengthTermOf({ lengths, wordCount }: SegmentedIndex, item: number): number {
  return 18 * divide(256 * lengths[item]! * lengths.length, Math.max(1, wordCount));
}

/** What `saturate` stays below, in tenths. */
export const MOST_SATURATION_TENTHS = 22;

/** BM25's saturation of a count, in 1/65,536: below 2.2, less in an item longer than the average. @param halves Twice the count. */
export function saturate(halves: number, lengthTerm: number): number {
  return divide(MOST_SATURATION_TENTHS * BIT * 256 * halves, 256 * (10 * halves + 6) + lengthTerm);
}

/**
 * What sharing something is worth that `holders` of `all` items hold: its rarity in bits, squared, in 1/65,536. Once because the rare says what the output is about, once because
 * the rare says what the item is about.
 */
export function weightOf(holders: number, all: number): number {
  const rarity = log2(2 * all + 2) - log2(2 * holders + 1);
  return divide(rarity * rarity, BIT);
}
