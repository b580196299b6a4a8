import type { LegClass } from "@openledger/sdk";

import { allocateWeights, type LegCredit } from "./allocate-weights.ts";
import { coveredBySpan, creditSimilar, creditSpans, isTopic } from "./credit-items.ts";
import { findSpans } from "./find-spans.ts";
import { creditJudged } from "../influence/credit-judged.ts";
import type { PriorWeights } from "../influence/prior-weights.ts";
import type { LexicalIndex } from "./lexical-index.ts";
import { methodId } from "./method-id.ts";
import { DEFAULT_OPTIONS, type AttributionOptions } from "./options.ts";
import { readText } from "./output-text.ts";
import { readOutput } from "./read-output.ts";
import { asSegmented, itemNumber, type SegmentedIndex } from "./segmented-index.ts";
import { rankSimilar } from "./similarity/rank-similar.ts";
import type { Attribution, ReadableSpan } from "./types.ts";

export interface AttributeParameters {
  /** Its text, or the hashes of its words; spans have no words then. */
  readonly output: string | readonly bigint[];
  /** Contributions whose text was put into the prompt; those outside the corpus are ignored. */
  readonly retrieved?: readonly bigint[];
  readonly options?: AttributionOptions;
  /** The influence prior in use. It counts only if the options leave something to judgement. */
  readonly prior?: PriorWeights;
}

/**
 * Which items of the corpus shaped an output, as far as words can show. Pure and in integers: the same corpus, output and retrieved
 * items give the same result on any machine. An empty output, or an empty corpus, is wholly unattributed.
 * @throws RangeError for hashes alone if the options fold inflections, which takes the words.
 */
export function attribute(
  corpus: LexicalIndex | SegmentedIndex,
  { output, retrieved = [], options = DEFAULT_OPTIONS, prior }: AttributeParameters,
): Attribution {
  if (typeof output !== "string" && options.foldInflections !== 0)
    throw new RangeError("The method folds inflections; it needs the words of the output, not only their hashes.");
  const index = asSegmented(corpus);
  const text = readText(output);
  const read = readOutput(index, text.words, text.hashOf);
  const spans = findSpans(index, read, options);
  const { credits, isCovered } = coveredBySpan(read.words, spans);
  const spanCredits = creditSpans(index, spans, credits, options).filter(({ credit }) => credit > 0n);

  const words = read.known.filter((word) => isTopic(word, options));
  const inPrompt = [...new Set(retrieved)]
    .map((id) => itemNumber(index, id))
    .filter((item) => item !== undefined)
    .sort((a, b) => a - b);
  const ranked = rankSimilar(index, text.words, read.words, options);
  const similar = creditSimilar(index, read.words, isCovered, ranked, inPrompt, words, options);
  const uncovered = BigInt(read.words.reduce((sum, { information }, i) => (isCovered[i] === 1 ? sum : sum + information), 0));
  const judged = creditJudged(index, { uncovered, ranked, prior }, options);

  const byItem = new Map<number, bigint>();
  for (const { item, credit } of spanCredits) byItem.set(item, (byItem.get(item) ?? 0n) + credit);
  const legCredits = (kind: LegClass, entries: Iterable<readonly [number, bigint]>): LegCredit[] =>
    [...entries].map(([item, credit]) => ({ contributionId: index.contributionIds[item]!, class: kind, credit }));
  const total = BigInt(read.words.reduce((sum, { information }) => sum + information, 0));
  const { legs, unattributed } = allocateWeights(
    [...legCredits("proven", byItem), ...legCredits("recomputable", similar), ...legCredits("judged", judged)],
    total,
    options,
  );

  const hasLeg = new Set(legs.map((leg) => `${leg.contributionId}/${leg.class}`));
  const readable: ReadableSpan[] = spanCredits
    .map(({ span, item, itemStart, credit }) => {
      const outputRange = text.rangeOf(span.start, span.length);
      return {
        class: "proven" as const,
        contributionId: index.contributionIds[item]!,
        outputStart: span.start,
        outputLength: span.length,
        itemStart,
        itemLength: span.length,
        documents: span.holders.length,
        credit,
        outputRange,
        words: text.text.slice(...outputRange),
      };
    })
    .filter(({ contributionId }) => hasLeg.has(`${contributionId}/proven`))
    .sort((a, b) => a.outputStart - b.outputStart || (a.contributionId < b.contributionId ? -1 : 1));
  const evidence = [
    ...readable.map(({ outputRange: _range, words: _words, ...record }) => record),
    ...legs
      .filter((leg) => leg.class !== "proven")
      .map(({ contributionId, class: kind }) => ({
        class: kind,
        contributionId,
        outputStart: 0,
        outputLength: 0,
        // A judged record says by which prior.
        itemStart: kind === "judged" ? prior!.number : 0,
        itemLength: 0,
        documents: 0,
        credit: (kind === "judged" ? judged : similar).get(itemNumber(index, contributionId)!)!,
      })),
  ];
  return {
    methodId: methodId(options),
    legs,
    weightTotal: options.weightTotal,
    unattributed,
    evidence,
    spans: readable,
    outputTokens: read.words.length,
  };
}
