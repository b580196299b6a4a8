import type { LexicalIndex } from "./build-index.ts";
import { divide, informationOf } from "./information.ts";
import { BIT, log2 } from "./log2.ts";
import type { AttributionOptions } from "./options.ts";

export interface RankedItem {
  readonly item: number;
  /** BM25 score (k1 = 1.2, b = 0.75) in 1/65,536. */
  readonly score: number;
}

/** Distinct words of the output that are informative and stand in the corpus, ascending. */
export function topicWords(index: LexicalIndex, output: Int32Array, options: AttributionOptions): readonly number[] {
  const words = new Set<number>();
  for (const token of output) {
    if (token > 0 && informationOf(index, token) >= options.minimumWordBits * BIT) words.add(token);
  }
  return [...words].sort((a, b) => a - b);
}

/** Items by BM25 of the output's topic words, best first, ties by contribution id. Copies count once, for the earliest. */
export function rankBm25(index: LexicalIndex, words: readonly number[], options: AttributionOptions): readonly RankedItem[] {
  const scores = new Map<number, { score: number; shared: number }>();
  const documents = index.items.length;
  for (const word of words) {
    const first = index.postingStarts[word]!;
    const end = index.postingStarts[word + 1]!;
    const rarity = log2(2 * documents + 2) - log2(2 * (end - first) + 1);
    for (let row = first; row < end; row++) {
      const item = index.postingItems[row]!;
      const { length, cluster } = index.items[item]!;
      if (cluster !== item) continue;
      const count = index.postingCounts[row]!;
      const relativeLength = divide(256 * length * documents, index.wordCount);
      const saturation = divide(22 * BIT * 256 * count, 256 * (10 * count + 3) + 9 * relativeLength);
      const entry = scores.get(item) ?? { score: 0, shared: 0 };
      entry.score += divide(rarity * saturation, BIT);
      entry.shared++;
      scores.set(item, entry);
    }
  }
  return [...scores]
    .filter(([, { score, shared }]) => score > 0 && shared >= options.minimumSharedWords)
    .map(([item, { score }]) => ({ item, score }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, options.bm25Items);
}
