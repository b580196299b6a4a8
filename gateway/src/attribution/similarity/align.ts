import { SEPARATOR_TOKEN, type LexicalIndex } from "../build-index.ts";
import { divide } from "../information.ts";
import { BIT, log2 } from "../log2.ts";
import type { AttributionOptions } from "../options.ts";
import { saturate, weigh } from "./saturate.ts";
import type { WordClasses } from "./word-classes.ts";

/** Ordered pairs of classes that stand close together in the output: skip-grams. */
function pairsOf({ ofOutput, information, members }: WordClasses, options: AttributionOptions): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  for (let at = 0; at < ofOutput.length; at++) {
    const first = ofOutput[at]!;
    if (first < 0) continue;
    for (let next = at + 1; next <= at + options.alignmentWindow && next < ofOutput.length; next++) {
      const second = ofOutput[next]!;
      if (second < 0 || second === first) continue;
      if (information[first]! + information[second]! < options.minimumPairBits * BIT) continue;
      const key = first * members.length + second;
      if (!pairs.has(key)) pairs.set(key, pairs.size);
    }
  }
  return pairs;
}

/** How often each pair stands in an item, its words at most `window` apart. */
function countPairs(
  { tokens, items }: LexicalIndex,
  item: number,
  { classOf, members }: WordClasses,
  pairs: ReadonlyMap<number, number>,
  window: number,
): Uint32Array {
  const counts = new Uint32Array(pairs.size);
  const recent = new Int32Array(window).fill(-1);
  const { start, length } = items[item]!;
  for (let at = 0; at < length; at++) {
    const token = tokens[start + at]!;
    const own = token === SEPARATOR_TOKEN ? undefined : classOf.get(token);
    if (own !== undefined) {
      for (let back = 0; back < window; back++) {
        const before = recent[back]!;
        const pair = before < 0 || before === own ? undefined : pairs.get(before * members.length + own);
        if (pair !== undefined) counts[pair]!++;
      }
    }
    recent[at % window] = own ?? -1;
  }
  return counts;
}

/**
 * How closely items follow the output in their order of words: BM25 over its skip-grams, rare among the candidates as a word is rare in the corpus. Words between, other
 * inflections and replaced words leave the rest of the pairs standing, which is what a span cannot survive.
 * @returns By candidate, in 1/65,536.
 */
export function alignItems(
  index: LexicalIndex,
  candidates: readonly number[],
  classes: WordClasses,
  options: AttributionOptions,
): readonly number[] {
  const pairs = pairsOf(classes, options);
  const counts = candidates.map((item) => countPairs(index, item, classes, pairs, options.alignmentWindow));
  const weights = new Float64Array(pairs.size);
  for (let pair = 0; pair < pairs.size; pair++) {
    const holders = counts.reduce((sum, own) => sum + (own[pair]! > 0 ? 1 : 0), 0);
    weights[pair] = weigh(log2(2 * candidates.length + 2) - log2(2 * holders + 1));
  }
  return candidates.map((item, i) => {
    let score = 0;
    counts[i]!.forEach((count, pair) => {
      if (count > 0) score += divide(weights[pair]! * saturate(index, item, 2 * count), BIT);
    });
    return score;
  });
}
