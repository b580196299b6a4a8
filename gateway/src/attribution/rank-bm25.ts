import { divide } from "./information.ts";
import { BIT, log2 } from "./log2.ts";
import type { AttributionOptions } from "./options.ts";
import type { OutputWord } from "./read-output.ts";
import type { SegmentedIndex } from "./segmented-index.ts";

export interface RankedItem {
  readonly item: number;
  /** BM25 score (k1 = 1.2, b = 0.75) in 1/65,536. */
  readonly score: number;
}

/** Scores and shared words of all items; kept between calls, all zero. */
const scratch = { scores: new Float64Array(0), shared: new Uint32Array(0) };

/** What of a corpus every ranking reads. */
interface Prepared {
  /** By segment and item of it: the item's number in the corpus, -1 if it left or is a copy. */
  readonly ranked: readonly Int32Array[];
  /** By item, what its length adds to the denominator of its saturation. */
  readonly lengthTerms: Float64Array;
  /** By item, the saturation of a word that it holds once. */
  readonly ofOne: Float64Array;
}

const prepared = new WeakMap<SegmentedIndex, Prepared>();

function saturation(count: number, lengthTerm: number): number {
  return divide(22 * BIT * 256 * count, 256 * (10 * count + 3) + lengthTerm);
}

function prepare(index: SegmentedIndex): Prepared {
  const known = prepared.get(index);
  if (known) return known;
  const { segments, clusters, lengths, wordCount } = index;
  const lengthTerms = Float64Array.from(lengths, (length) => 9 * divide(256 * length * lengths.length, Math.max(1, wordCount)));
  const made = {
    ranked: segments.map(({ numberOf }) => numberOf.map((item) => (item >= 0 && clusters[item] === item ? item : -1))),
    lengthTerms,
    ofOne: lengthTerms.map((term) => saturation(1, term)),
  };
  prepared.set(index, made);
  return made;
}

/**
 * Items by BM25 of the output's topic words, best first, ties by contribution id. Copies count once, for the earliest.
 * @param words Distinct, of the corpus.
 */
export function rankBm25(index: SegmentedIndex, words: readonly OutputWord[], options: AttributionOptions): readonly RankedItem[] {
  const documents = index.contributionIds.length;
  if (scratch.scores.length < documents) {
    scratch.scores = new Float64Array(documents);
    scratch.shared = new Uint32Array(documents);
  }
  const { scores, shared } = scratch;
  const { ranked: rankedItems, lengthTerms, ofOne } = prepare(index);
  const touched: number[] = [];
  for (const word of words) {
    const rarity = log2(2 * documents + 2) - log2(2 * word.documents + 1);
    for (const [i, { index: own }] of index.segments.entries()) {
      const number = word.numbers[i]!;
      if (number < 0) continue;
      const numberOf = rankedItems[i]!;
      const { postingStarts, postingItems, postingCounts } = own;
      const end = postingStarts[number + 1]!;
      for (let row = postingStarts[number]!; row < end; row++) {
        const item = numberOf[postingItems[row]!]!;
        if (item < 0) continue;
        const count = postingCounts[row]!;
        if (shared[item]!++ === 0) touched.push(item);
        scores[item]! += Math.floor((rarity * (count === 1 ? ofOne[item]! : saturation(count, lengthTerms[item]!))) / BIT);
      }
    }
  }
  const ranked: RankedItem[] = [];
  for (const item of touched) {
    if (scores[item]! > 0 && shared[item]! >= options.minimumSharedWords) insert(ranked, item, scores[item]!, options.bm25Items);
    scores[item] = 0;
    shared[item] = 0;
  }
  return ranked;
}

/** Keeps the `most` best in order; nearly all candidates fail the first comparison. */
function insert(ranked: RankedItem[], item: number, score: number, most: number): void {
  const isBetter = (other: RankedItem | undefined): boolean =>
    other === undefined || score > other.score || (score === other.score && item < other.item);
  if (ranked.length >= most && !isBetter(ranked[most - 1])) return;
  let place = Math.min(ranked.length, most - 1);
  while (place > 0 && isBetter(ranked[place - 1])) place--;
  ranked.splice(place, 0, { item, score });
  if (ranked.length > most) ranked.pop();
}
