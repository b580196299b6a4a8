import { countInItem } from "../count-in-item.ts";
import { divide } from "../information.ts";
import { BIT } from "../log2.ts";
import type { AttributionOptions } from "../options.ts";
import type { SegmentedIndex } from "../segmented-index.ts";
import type { MarkedWords } from "./mark-words.ts";
import { keepBest, type RankedItem } from "./ranked-item.ts";
import { createScorer, type Term } from "./score-item.ts";
import { lengthTermOf, MOST_SATURATION_TENTHS, saturate, weightOf } from "./weigh.ts";
import type { WordClass } from "./word-classes.ts";

/** By item, kept between calls, all zero: scores so far, classes shared, twice the occurrences of the class at hand. */
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

/** Informative classes, the weightiest first. */
function termsOf(index: SegmentedIndex, classes: readonly WordClass[], { minimumWordBits }: AttributionOptions): readonly Term[] {
  const all = index.contributionIds.length;
  return classes
    .map(({ members, information }, number) => ({ members, information, number }))
    .filter(({ information }) => information >= minimumWordBits * BIT)
    .map(({ members, number }): Term => {
      const postings = members.reduce((sum, { word }) => sum + word.documents, 0);
      const weight = weightOf(Math.min(postings, all), all);
      return { members, number, postings, weight, most: divide(MOST_SATURATION_TENTHS * weight, 10) };
    })
    .sort((a, b) => b.most - a.most || a.postings - b.postings || a.number - b.number);
}

/** After so many postings the best items so far are scored in full, to know what the others have to reach; then after four times as many, and so on. */
const FIRST_LOOK = 512;
const FURTHER_LOOK = 4;
/** Looking a class up in one item costs as much as reading so many postings. */
const POSTINGS_A_LOOK_UP = 24;

/**
 * Items by BM25 of informative classes, their rarity squared, best first, ties by contribution id. Classes are read from the weightiest on. Once what the remaining ones can add is
 * less than what the last of the best has, no new item can come in, and items fall out that cannot reach it: the result is that of reading everything, of which a few hundredths are read.
 */
export function rankWords(
  index: SegmentedIndex,
  classes: readonly WordClass[],
  marked: MarkedWords,
  options: AttributionOptions,
): readonly RankedItem[] {
  const documents = index.contributionIds.length;
  if (scratch.scores.length < documents) {
    scratch.scores = new Float64Array(documents);
    scratch.shared = new Uint32Array(documents);
    scratch.halves = new Uint32Array(documents);
  }
  const { scores, shared, halves } = scratch;
  const { numbers, lengthTerms } = prepare(index);
  const { segments } = index;
  const wanted = Math.max(options.bm25Items, options.alignedItems);
  const terms = termsOf(index, classes, options);
  const scoreOf = createScorer(index, terms, marked, lengthTerms);
  /** What all terms from here on can add to an item. */
  const mostFrom = new Float64Array(terms.length + 1);
  for (let i = terms.length - 1; i >= 0; i--) mostFrom[i] = mostFrom[i + 1]! + terms[i]!.most;

  const candidates: number[] = [];
  let isClosed = false;
  const holders: number[] = [];
  const read = ({ members, weight }: Term): void => {
    holders.length = 0;
    for (const { word, isInOutput } of members) {
      const each = isInOutput ? 2 : 1;
      for (let i = 0; i < segments.length; i++) {
        const number = word.numbers[i]!;
        if (number < 0) continue;
        const numberOf = numbers[i]!;
        const { postingStarts, postingItems, postingCounts } = segments[i]!.index;
        const end = postingStarts[number + 1]!;
        for (let row = postingStarts[number]!; row < end; row++) {
          const item = numberOf[postingItems[row]!]!;
          if (item < 0 || (isClosed && shared[item] === 0)) continue;
          if (halves[item] === 0) holders.push(item);
          halves[item]! += each * postingCounts[row]!;
        }
      }
    }
    for (const item of holders) {
      if (shared[item]!++ === 0) candidates.push(item);
      scores[item]! += divide(weight * saturate(halves[item]!, lengthTerms[item]!), BIT);
      halves[item] = 0;
    }
  };

  const lookUp = ({ members, weight }: Term): void => {
    for (const item of candidates) {
      let own = 0;
      for (const { word, isInOutput } of members) own += (isInOutput ? 2 : 1) * countInItem(index, item, word);
      if (own === 0) continue;
      shared[item]!++;
      scores[item]! += divide(weight * saturate(own, lengthTerms[item]!), BIT);
    }
  };

  const scored: RankedItem[] = [];
  /** Scores an item in full; what is read from now on adds nothing to it. */
  const scoreInFull = (item: number): void => {
    const { score, terms: held } = scoreOf(item);
    if (score > 0 && held >= options.minimumSharedWords) scored.push({ item, score });
    scores[item] = -Infinity;
  };
  /** @returns What the last of the best has at least; 0 as long as there are too few. */
  const look = (most: number): number => {
    const open = candidates.filter((item) => scores[item]! >= 0).map((item) => ({ item, score: scores[item]! }));
    for (const { item } of keepBest(open, most)) scoreInFull(item);
    return keepBest(scored, wanted)[wanted - 1]?.score ?? 0;
  };
  /** Drops what cannot be among the best with `more`, and what is scored in full. */
  const prune = (least: number, more: number): void => {
    let left = 0;
    for (const item of candidates) {
      if (scores[item]! + more >= least) candidates[left++] = item;
      else scores[item] = shared[item] = 0;
    }
    candidates.length = left;
  };

  let least = 0;
  let postings = 0;
  let nextLook = FIRST_LOOK;
  for (const [place, term] of terms.entries()) {
    if (postings >= nextLook) {
      least = look(scored.length === 0 ? wanted : wanted >> 1);
      nextLook = FURTHER_LOOK * postings;
    }
    isClosed ||= mostFrom[place]! < least;
    if (isClosed) {
      prune(least, mostFrom[place]!);
      if (candidates.length <= wanted) break;
    }
    if (isClosed && term.postings > POSTINGS_A_LOOK_UP * candidates.length) lookUp(term);
    else read(term);
    postings += term.postings;
  }
  if (isClosed) for (const item of candidates) scoreInFull(item);
  else {
    for (const item of candidates)
      if (scores[item]! > 0 && shared[item]! >= options.minimumSharedWords) scored.push({ item, score: scores[item]! });
  }
  for (const item of candidates) scores[item] = shared[item] = 0;
  return keepBest(scored, wanted);
}
