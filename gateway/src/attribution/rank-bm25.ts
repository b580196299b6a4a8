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

/** Scores and shared words of all items; kept between calls, all zero. */
const scratch = { scores: new Float64Array(0), shared: new Uint32Array(0) };

/** Items by BM25 of the output's topic words, best first, ties by contribution id. Copies count once, for the earliest. */
export function rankBm25(index: LexicalIndex, words: readonly number[], options: AttributionOptions): readonly RankedItem[] {
  const { postingStarts, postingItems, postingCounts, items, wordCount } = index;
  const documents = items.length;
  if (scratch.scores.length < documents) {
    scratch.scores = new Float64Array(documents);
    scratch.shared = new Uint32Array(documents);
  }
  const { scores, shared } = scratch;
  const touched: number[] = [];
  for (const word of words) {
    const first = postingStarts[word]!;
    const end = postingStarts[word + 1]!;
    const rarity = log2(2 * documents + 2) - log2(2 * (end - first) + 1);
    for (let row = first; row < end; row++) {
      const item = postingItems[row]!;
      const { length, cluster } = items[item]!;
      if (cluster !== item) continue;
      const count = postingCounts[row]!;
      const relativeLength = divide(256 * length * documents, wordCount);
      const saturation = divide(22 * BIT * 256 * count, 256 * (10 * count + 3) + 9 * relativeLength);
      if (shared[item] === 0) touched.push(item);
      scores[item]! += divide(rarity * saturation, BIT);
      shared[item]!++;
    }
  }
  const ranked: RankedItem[] = [];
  for (const item of touched) {
    if (scores[item]! > 0 && shared[item]! >= options.minimumSharedWords) ranked.push({ item, score: scores[item]! });
    scores[item] = 0;
    shared[item] = 0;
  }
  return ranked.sort((a, b) => b.score - a.score || a.item - b.item).slice(0, options.bm25Items);
}
