import { countInItem } from "./count-in-item.ts";
import { payeesOf, type Span } from "./find-spans.ts";
import { divide, share } from "./information.ts";
import { BIT } from "./log2.ts";
import type { AttributionOptions } from "./options.ts";
import type { RankedItem } from "./similarity/ranked-item.ts";
import type { OutputWord } from "./read-output.ts";
import type { SegmentedIndex } from "./segmented-index.ts";

/** Credit of one holder of one span, novelty already applied. */
export interface SpanCredit {
  readonly span: Span;
  readonly item: number;
  readonly itemStart: number;
  readonly credit: bigint;
}

/** Whether a word is of the corpus and rare enough to name a topic. */
export function isTopic({ count, information }: OutputWord, options: AttributionOptions): boolean {
  return count > 0 && information >= options.minimumWordBits * BIT;
}

/** Splits `total` over weights by prefix sums, so the parts never exceed it. */
function splitByWeight(total: bigint, weights: readonly number[]): readonly bigint[] {
  const sum = BigInt(weights.reduce((a, b) => a + b, 0));
  if (sum === 0n) return weights.map(() => 0n);
  let before = 0n;
  return weights.map((weight) => {
    const after = before + BigInt(weight);
    const part = (total * after) / sum - (total * before) / sum;
    before = after;
    return part;
  });
}

/** Information of the output that each span covers. A word that several cover counts for the most informative, then the first. */
export function coveredBySpan(
  output: readonly OutputWord[],
  spans: readonly Span[],
): { credits: readonly number[]; isCovered: Uint8Array } {
  const isCovered = new Uint8Array(output.length);
  const credits = spans.map(() => 0);
  const order = spans.map((_, i) => i).sort((a, b) => spans[b]!.information - spans[a]!.information || a - b);
  for (const number of order) {
    const span = spans[number]!;
    for (let i = span.start; i < span.start + span.length; i++) {
      if (isCovered[i] === 1) continue;
      isCovered[i] = 1;
      credits[number]! += output[i]!.information;
    }
  }
  return { credits, isCovered };
}

/** Class 1: the spans' share of what they cover, equally over those who are paid for each. */
export function creditSpans(
  index: SegmentedIndex,
  spans: readonly Span[],
  covered: readonly number[],
  options: AttributionOptions,
): readonly SpanCredit[] {
  return spans.flatMap((span, number) => {
    const pool = share(BigInt(covered[number]!), options.spanSharePpm);
    const payees = payeesOf(index, span, options);
    const parts = splitByWeight(
      pool,
      payees.map(() => 1),
    );
    return payees.map(({ item, itemStart }, i) => ({ span, item, itemStart, credit: share(parts[i]!, index.novelties[item]!) }));
  });
}

/** Class 2: what spans leave of their cover, and a part of the uncovered words that the named items hold, by BM25 and by retrieval. */
export function creditSimilar(
  index: SegmentedIndex,
  output: readonly OutputWord[],
  isCovered: Uint8Array,
  ranked: readonly RankedItem[],
  retrieved: readonly number[],
  words: readonly OutputWord[],
  options: AttributionOptions,
): ReadonlyMap<number, bigint> {
  const retrievedScores = retrieved.map((item) => {
    const bits = words.reduce((sum, word) => (countInItem(index, item, word) > 0 ? sum + word.information : sum), 0);
    return { item, score: divide(bits, BIT) };
  });
  const named = [...ranked.map(({ item }) => item), ...retrievedScores.filter(({ score }) => score > 0).map(({ item }) => item)];
  let covered = 0;
  let supported = 0;
  for (const [i, word] of output.entries()) {
    if (isCovered[i] === 1) covered += word.information;
    else if (isTopic(word, options) && named.some((item) => countInItem(index, item, word) > 0)) supported += word.information;
  }
  const pool = share(BigInt(covered), 1_000_000 - options.spanSharePpm) + share(BigInt(supported), options.supportSharePpm);
  const isRetrieved = retrievedScores.some(({ score }) => score > 0);
  const retrievedPool = isRetrieved ? (ranked.length > 0 ? share(pool, options.retrievedSharePpm) : pool) : 0n;

  const credits = new Map<number, bigint>();
  for (const [total, entries] of [
    [retrievedPool, retrievedScores],
    [pool - retrievedPool, ranked],
  ] as const) {
    const parts = splitByWeight(
      total,
      entries.map(({ score }) => score),
    );
    entries.forEach(({ item }, i) => {
      const credit = share(parts[i]!, index.novelties[item]!);
      if (credit > 0n) credits.set(item, (credits.get(item) ?? 0n) + credit);
    });
  }
  return credits;
}
