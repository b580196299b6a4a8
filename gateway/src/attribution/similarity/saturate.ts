import type { LexicalIndex } from "../build-index.ts";
import { divide } from "../information.ts";
import { BIT } from "../log2.ts";

/** BM25's saturation of a count (k1 = 1.2, b = 0.75) in 1/65,536: at most 2.2, less in an item longer than the average. @param halves Twice the count. */
export function saturate({ items, wordCount }: LexicalIndex, item: number, halves: number): number {
  const relativeLength = divide(256 * items[item]!.length * items.length, wordCount);
  return divide(22 * BIT * 256 * halves, 256 * (10 * halves + 6) + 18 * relativeLength);
}

/** What holding something is worth that `holders` of `all` items hold: its rarity, squared, in 1/65,536. Few words say what a text is about; the others say that it is a text. */
export function weigh(rarity: number): number {
  return divide(rarity * rarity, BIT);
}
