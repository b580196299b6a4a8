import type { LexicalIndex } from "../build-index.ts";
import { divide, share } from "../information.ts";
import { BIT, log2 } from "../log2.ts";
import type { AttributionOptions } from "../options.ts";
import { alignItems } from "./align.ts";
import { saturate, weigh } from "./saturate.ts";
import type { WordClasses } from "./word-classes.ts";

export interface RankedItem {
  readonly item: number;
  /** BM25 of words and of pairs, in 1/65,536. */
  readonly score: number;
}

/** By item, kept between calls, all zero: scores, classes shared, twice the occurrences of the class at hand. */
const scratch = { scores: new Float64Array(0), shared: new Uint32Array(0), halves: new Uint32Array(0) };

/** Adds how often each item holds a class, copies left out; an inflection that the output has not counts half. @returns Items that hold it. */
function countClass(index: LexicalIndex, members: Int32Array, isInOutput: ReadonlySet<number>, halves: Uint32Array): readonly number[] {
  const { postingStarts, postingItems, postingCounts, items } = index;
  const holders: number[] = [];
  for (const word of members) {
    const each = isInOutput.has(word) ? 2 : 1;
    for (let row = postingStarts[word]!; row < postingStarts[word + 1]!; row++) {
      const item = postingItems[row]!;
      if (items[item]!.cluster !== item) continue;
      if (halves[item] === 0) holders.push(item);
      halves[item]! += each * postingCounts[row]!;
    }
  }
  return holders;
}

const byScore = (a: RankedItem, b: RankedItem): number => b.score - a.score || a.item - b.item;

/** BM25 over the stems of informative words, best first, at most `alignedItems`. */
function rankWords(
  index: LexicalIndex,
  { members, information, inOutput }: WordClasses,
  options: AttributionOptions,
): readonly RankedItem[] {
  const documents = index.items.length;
  if (scratch.scores.length < documents) {
    scratch.scores = new Float64Array(documents);
    scratch.shared = new Uint32Array(documents);
    scratch.halves = new Uint32Array(documents);
  }
  const { scores, shared, halves } = scratch;
  const touched: number[] = [];
  for (const [number, words] of members.entries()) {
    if (information[number]! < options.minimumWordBits * BIT) continue;
    const holders = countClass(index, words, inOutput, halves);
    const weight = weigh(log2(2 * documents + 2) - log2(2 * holders.length + 1));
    for (const item of holders) {
      if (shared[item]!++ === 0) touched.push(item);
      scores[item]! += divide(weight * saturate(index, item, halves[item]!), BIT);
      halves[item] = 0;
    }
  }
  const ranked: RankedItem[] = [];
  for (const item of touched) {
    if (scores[item]! > 0 && shared[item]! >= options.minimumSharedWords) ranked.push({ item, score: scores[item]! });
    scores[item] = 0;
    shared[item] = 0;
  }
  return ranked.sort(byScore).slice(0, options.alignedItems);
}

/**
 * Items that resemble the output, best first, ties by contribution id. First BM25 over stems of informative words; the best are then compared with the output pair of
 * words by pair of words. Copies count once, for the earliest.
 */
export function rankSimilar(index: LexicalIndex, classes: WordClasses, options: AttributionOptions): readonly RankedItem[] {
  const candidates = rankWords(index, classes, options);
  const aligned = alignItems(
    index,
    candidates.map(({ item }) => item),
    classes,
    options,
  );
  return candidates
    .map(({ item, score }, i): RankedItem => ({ item, score: score + Number(share(BigInt(aligned[i]!), options.alignmentPpm)) }))
    .sort(byScore)
    .slice(0, options.bm25Items);
}
