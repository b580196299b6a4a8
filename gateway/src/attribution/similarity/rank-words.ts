import { divide } from "../information.ts";
import { BIT } from "../log2.ts";
import type { AttributionOptions } from "../options.ts";
import type { SegmentedIndex } from "../segmented-index.ts";
import { keepBest, type RankedItem } from "./ranked-item.ts";
import { lengthTermOf, saturate, weightOf } from "./weigh.ts";
import type { WordClass } from "./word-classes.ts";

/** By item, kept between calls, all zero: scores, classes shared, twice the occurrences of the class at hand. */
const scratch = { scores: new Float64Array(0), shared: new Uint32Array(0), halves: new Uint32Array(0) };

/** What of a corpus every ranking reads. */
interface Prepared {
  /** By segment and item of it: the item's number in the corpus, -1 if it left or is a copy. */
  readonly numbers: readonly Int32Array[];
  readonly lengthTerms: Float64Array;
}

const prepared = new WeakMap<SegmentedIndex, Prepared>();

function prepare(index: SegmentedIndex): Prepared {
  const known = prepared.get(index);
  if (known) return known;
  const { segments, clusters } = index;
  const made = {
    numbers: segments.map(({ numberOf }) => numberOf.map((item) => (item >= 0 && clusters[item] === item ? item : -1))),
    lengthTerms: Float64Array.from(index.lengths, (_, item) => lengthTermOf(index, item)),
  };
  prepared.set(index, made);
  return made;
}

/** Adds twice the occurrences of a class to `halves`, copies left out; an inflection that the output has not counts half. @returns Items that hold it. */
function countClass({ segments }: SegmentedIndex, { numbers }: Prepared, { members }: WordClass, halves: Uint32Array): readonly number[] {
  const holders: number[] = [];
  for (const { word, isInOutput } of members) {
    const each = isInOutput ? 2 : 1;
    for (const [i, { index }] of segments.entries()) {
      const number = word.numbers[i]!;
      if (number < 0) continue;
      const numberOf = numbers[i]!;
      const { postingStarts, postingItems, postingCounts } = index;
      const end = postingStarts[number + 1]!;
      for (let row = postingStarts[number]!; row < end; row++) {
        const item = numberOf[postingItems[row]!]!;
        if (item < 0) continue;
        if (halves[item] === 0) holders.push(item);
        halves[item]! += each * postingCounts[row]!;
      }
    }
  }
  return holders;
}

/** Items by BM25 of informative classes, their rarity squared, best first, ties by contribution id. */
export function rankWords(index: SegmentedIndex, classes: readonly WordClass[], options: AttributionOptions): readonly RankedItem[] {
  const documents = index.contributionIds.length;
  if (scratch.scores.length < documents) {
    scratch.scores = new Float64Array(documents);
    scratch.shared = new Uint32Array(documents);
    scratch.halves = new Uint32Array(documents);
  }
  const { scores, shared, halves } = scratch;
  const known = prepare(index);
  const touched: number[] = [];
  for (const own of classes) {
    if (own.information < options.minimumWordBits * BIT) continue;
    const holders = countClass(index, known, own, halves);
    const weight = weightOf(holders.length, documents);
    for (const item of holders) {
      if (shared[item]!++ === 0) touched.push(item);
      scores[item]! += divide(weight * saturate(halves[item]!, known.lengthTerms[item]!), BIT);
      halves[item] = 0;
    }
  }
  const ranked: RankedItem[] = [];
  for (const item of touched) {
    if (scores[item]! > 0 && shared[item]! >= options.minimumSharedWords) ranked.push({ item, score: scores[item]! });
    scores[item] = 0;
    shared[item] = 0;
  }
  return keepBest(ranked, Math.max(options.bm25Items, options.alignedItems));
}
