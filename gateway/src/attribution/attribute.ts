import type { LegClass } from "@openledger/sdk";

import { allocateWeights, type LegCredit } from "./allocate-weights.ts";
import type { LexicalIndex } from "./build-index.ts";
import { coveredBySpan, creditSimilar, creditSpans } from "./credit-items.ts";
import { findSpans } from "./find-spans.ts";
import { informationOf } from "./information.ts";
import { methodId } from "./method-id.ts";
import { DEFAULT_OPTIONS, type AttributionOptions } from "./options.ts";
import { topicWords } from "./rank-bm25.ts";
import { rankSimilar } from "./similarity/rank-similar.ts";
import { classifyWords } from "./similarity/word-classes.ts";
import { numberTokens } from "./number-tokens.ts";
import { tokenise } from "./tokenise.ts";
import type { Attribution, ReadableSpan } from "./types.ts";

export interface AttributeParameters {
  readonly output: string;
  /** Contributions whose text was put into the prompt; those outside the corpus are ignored. */
  readonly retrieved?: readonly bigint[];
  readonly options?: AttributionOptions;
}

/**
 * Which items of the corpus shaped an output, as far as words can show. Pure and in integers: the same corpus, output and retrieved
 * items give the same result on any machine. An empty output, or an empty corpus, is wholly unattributed.
 */
export function attribute(index: LexicalIndex, { output, retrieved = [], options = DEFAULT_OPTIONS }: AttributeParameters): Attribution {
  const text = tokenise(output);
  const tokens = numberTokens(index, text.words);
  const spans = findSpans(index, tokens, options);
  const { credits, isCovered } = coveredBySpan(index, tokens, spans);
  const spanCredits = creditSpans(index, spans, credits, options).filter(({ credit }) => credit > 0n);

  const words = topicWords(index, tokens, options);
  const inPrompt = [...new Set(retrieved)]
    .map((id) => index.itemOf.get(id))
    .filter((item) => item !== undefined)
    .sort((a, b) => a - b);
  const similar = creditSimilar(
    index,
    tokens,
    isCovered,
    rankSimilar(index, classifyWords(index, text.words), options),
    inPrompt,
    words,
    options,
  );

  const byItem = new Map<number, bigint>();
  for (const { item, credit } of spanCredits) byItem.set(item, (byItem.get(item) ?? 0n) + credit);
  const legCredits = (kind: LegClass, entries: Iterable<readonly [number, bigint]>): LegCredit[] =>
    [...entries].map(([item, credit]) => ({ contributionId: index.items[item]!.contributionId, class: kind, credit }));
  const total = BigInt(tokens.reduce((sum, token) => sum + informationOf(index, token), 0));
  const { legs, unattributed } = allocateWeights([...legCredits("proven", byItem), ...legCredits("recomputable", similar)], total, options);

  const hasLeg = new Set(legs.map((leg) => `${leg.contributionId}/${leg.class}`));
  const readable: ReadableSpan[] = spanCredits
    .map(({ span, item, itemStart, credit }) => {
      const outputRange = [text.starts[span.start]!, text.ends[span.start + span.length - 1]!] as const;
      return {
        class: "proven" as const,
        contributionId: index.items[item]!.contributionId,
        outputStart: span.start,
        outputLength: span.length,
        itemStart,
        itemLength: span.length,
        documents: span.holders.length,
        credit,
        outputRange,
        words: output.slice(...outputRange),
      };
    })
    .filter(({ contributionId }) => hasLeg.has(`${contributionId}/proven`))
    .sort((a, b) => a.outputStart - b.outputStart || (a.contributionId < b.contributionId ? -1 : 1));
  const evidence = [
    ...readable.map(({ outputRange: _range, words: _words, ...record }) => record),
    ...legs
      .filter((leg) => leg.class === "recomputable")
      .map(({ contributionId }) => ({
        class: "recomputable" as const,
        contributionId,
        outputStart: 0,
        outputLength: 0,
        itemStart: 0,
        itemLength: 0,
        documents: 0,
        credit: similar.get(index.itemOf.get(contributionId)!)!,
      })),
  ];
  return {
    methodId: methodId(options),
    legs,
    weightTotal: options.weightTotal,
    unattributed,
    evidence,
    spans: readable,
    outputTokens: tokens.length,
  };
}
