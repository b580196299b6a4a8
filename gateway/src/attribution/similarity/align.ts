import { divide } from "../information.ts";
import { BIT } from "../log2.ts";
import type { AttributionOptions } from "../options.ts";
import type { SegmentedIndex } from "../segmented-index.ts";
import { lengthTermOf, saturate, weightOf } from "./weigh.ts";
import type { ClassifiedOutput } from "./word-classes.ts";

/** Ordered pairs of classes that stand close together in the output, numbered. The key is `first · classes + second`. */
function pairsOf({ ofWords, classes }: ClassifiedOutput, options: AttributionOptions): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  for (let at = 0; at < ofWords.length; at++) {
    const first = ofWords[at]!;
    if (first < 0) continue;
    for (let next = at + 1; next <= at + options.alignmentWindow && next < ofWords.length; next++) {
      const second = ofWords[next]!;
      if (second < 0 || second === first) continue;
      if (classes[first]!.information + classes[second]!.information < options.minimumPairBits * BIT) continue;
      const key = first * classes.length + second;
      if (!pairs.has(key)) pairs.set(key, pairs.size);
    }
  }
  return pairs;
}

/** By segment and word of it: the number of its class plus one. Kept between calls, all zero. */
const scratch: Int32Array[] = [];

function markClasses({ segments }: SegmentedIndex, { classes }: ClassifiedOutput, add: boolean): void {
  for (const [i, { index }] of segments.entries()) {
    const words = index.vocabularyHashes.length;
    if ((scratch[i]?.length ?? 0) < words) scratch[i] = new Int32Array(words);
    for (const [number, { members }] of classes.entries()) {
      for (const { word } of members) if (word.numbers[i]! > 0) scratch[i]![word.numbers[i]!] = add ? number + 1 : 0;
    }
  }
}

/** How often each pair stands in an item, its words at most `window` apart. */
function countPairs(
  index: SegmentedIndex,
  item: number,
  pairs: ReadonlyMap<number, number>,
  classes: number,
  { alignedWords, alignmentWindow: window }: AttributionOptions,
): Uint32Array {
  const counts = new Uint32Array(pairs.size);
  const recent = new Int32Array(window);
  const segment = index.segmentOf[item]!;
  const { tokens, starts } = index.segments[segment]!.index;
  const classOf = scratch[segment]!;
  const start = starts[index.localOf[item]!]!;
  const length = Math.min(index.lengths[item]!, alignedWords);
  for (let at = 0; at < length; at++) {
    const own = classOf[tokens[start + at]!]!;
    if (own > 0) {
      for (let back = 0; back < window; back++) {
        const before = recent[back]!;
        const pair = before === 0 || before === own ? undefined : pairs.get((before - 1) * classes + own - 1);
        if (pair !== undefined) counts[pair]!++;
      }
    }
    recent[at % window] = own;
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
  options: AttributionOptions,
): readonly number[] {
  const pairs = pairsOf(output, options);
  markClasses(index, output, true);
  const counts = candidates.map((item) => countPairs(index, item, pairs, output.classes.length, options));
  markClasses(index, output, false);
  const weights = new Float64Array(pairs.size);
  for (let pair = 0; pair < pairs.size; pair++) {
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
