import { divide } from "../information.ts";
import { BIT } from "../log2.ts";
import type { AttributionOptions } from "../options.ts";
import type { SegmentedIndex } from "../segmented-index.ts";
import type { MarkedWords } from "./mark-words.ts";
import { lengthTermOf, saturate, weightOf } from "./weigh.ts";
import type { ClassifiedOutput } from "./word-classes.ts";

/** Stands for a word of no class. */
const NONE = -1;

/** Ordered pairs of different classes that stand close together in the output. */
interface Pairs {
  /** How many. */
  readonly pairs: number;
  /** At `first · classes + second` the pair's number plus one, 0 if it is none. */
  readonly numberOf: Int32Array;
}

function pairsOf({ ofWords, classes }: ClassifiedOutput, options: AttributionOptions): Pairs {
  const numberOf = new Int32Array(classes.length * classes.length);
  let pairs = 0;
  for (let at = 0; at < ofWords.length; at++) {
    const first = ofWords[at]!;
    if (first < 0) continue;
    for (let next = at + 1; next <= at + options.alignmentWindow && next < ofWords.length; next++) {
      const second = ofWords[next]!;
      if (second < 0 || second === first) continue;
      if (classes[first]!.information + classes[second]!.information < options.minimumPairBits * BIT) continue;
      const key = first * classes.length + second;
      if (numberOf[key] === 0) numberOf[key] = ++pairs;
    }
  }
  return { pairs, numberOf };
}

/** How often each pair stands in an item, its words at most `window` apart. */
function countPairs(
  index: SegmentedIndex,
  item: number,
  { pairs, numberOf }: Pairs,
  { members, classOf }: MarkedWords,
  classes: number,
  { alignedWords, alignmentWindow: window }: AttributionOptions,
): Uint32Array {
  const counts = new Uint32Array(pairs);
  const recent = new Int32Array(window).fill(NONE);
  let place = 0;
  const segment = index.segmentOf[item]!;
  const { tokens, starts } = index.segments[segment]!.index;
  const memberOf = members[segment]!;
  const start = starts[index.localOf[item]!]!;
  const length = Math.min(index.lengths[item]!, alignedWords);
  for (let at = 0; at < length; at++) {
    const member = memberOf[tokens[start + at]!]!;
    const own = member > 0 ? classOf[member - 1]! : NONE;
    if (own !== NONE) {
      for (let back = 0; back < window; back++) {
        const before = recent[back]!;
        const pair = before === NONE ? 0 : numberOf[before * classes + own]!;
        if (pair > 0) counts[pair - 1]!++;
      }
    }
    recent[place] = own;
    place = place + 1 === window ? 0 : place + 1;
  }
  return counts;
}

/**
 * How closely items follow the output in the order of its words: BM25 over pairs of words, rare among the candidates as a word is rare in the corpus. Other inflections, words
 * put between and words replaced leave the remaining pairs standing, which a span does not survive.
 * @returns By candidate, in 1/65,536.
 */
export function alignItems(
  index: SegmentedIndex,
  candidates: readonly number[],
  output: ClassifiedOutput,
  marked: MarkedWords,
  options: AttributionOptions,
): readonly number[] {
  const pairs = pairsOf(output, options);
  const counts = candidates.map((item) => countPairs(index, item, pairs, marked, output.classes.length, options));
  const weights = new Float64Array(pairs.pairs);
  for (let pair = 0; pair < pairs.pairs; pair++) {
    const holders = counts.reduce((sum, own) => sum + (own[pair]! > 0 ? 1 : 0), 0);
    weights[pair] = weightOf(holders, candidates.length);
  }
  return candidates.map((item, i) => {
    let score = 0;
    counts[i]!.forEach((count, pair) => {
      if (count > 0) score += divide(weights[pair]! * saturate(2 * count, lengthTermOf(index, item)), BIT);
    });
    return score;
  });
}
