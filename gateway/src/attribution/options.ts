/** Parameters of the method. All are part of the method id; names follow OLMoTrace where it has one. */
export interface AttributionOptions {
  /** Fewest words of a span. */
  readonly minimumSpanLength: number;
  /** Least information of a span, in bits by the corpus's own word counts. */
  readonly minimumSpanBits: number;
  /** A span held by more items than this is common property and pays nobody. */
  readonly maximumFrequency: number;
  /** Spans kept for each million words of output, rounded up; the most informative stay. */
  readonly maximumSpanDensityPpm: number;
  /** From this length on a span belongs to the earliest contribution that holds it alone. */
  readonly firstSeenLength: number;
  /** Share of the information covered by spans that goes to them; the rest goes to BM25 and retrieval. */
  readonly spanSharePpm: number;
  /** Share of uncovered information that BM25 and retrieval may claim, where the words stand in an item they name. */
  readonly supportSharePpm: number;
  /** Share of the recomputable credit that goes to items retrieved into the prompt, if there are any. */
  readonly retrievedSharePpm: number;
  /** Share of the information that no span covers that an influence prior may claim, for items that similarity names; at most 250,000. 0: no judged legs. */
  readonly judgedSharePpm: number;
  /** Words below this information (bits) name no topic. */
  readonly minimumWordBits: number;
  /** Distinct informative words an item must share with the output to be named by BM25. */
  readonly minimumSharedWords: number;
  /** 1: words of one stem count as one in BM25 and in pairs, an inflection that the output has not for half. 0: only the words themselves do. */
  readonly foldInflections: number;
  /** Items that are compared with the output pair of words by pair of words: the best by BM25. */
  readonly alignedItems: number;
  /** Words of an item that are compared, from its beginning: what it costs does not grow with items. */
  readonly alignedWords: number;
  /** Words of the output at most this far apart, in order, are a pair. */
  readonly alignmentWindow: number;
  /** Pairs below this information (bits) say nothing. */
  readonly minimumPairBits: number;
  /** What BM25 of pairs counts, against BM25 of words. */
  readonly alignmentPpm: number;
  /** Items named by similarity. */
  readonly bm25Items: number;
  readonly maximumLegs: number;
  readonly weightTotal: number;
}

export const DEFAULT_OPTIONS: AttributionOptions = {
  minimumSpanLength: 6,
  minimumSpanBits: 24,
  maximumFrequency: 10,
  maximumSpanDensityPpm: 100_000,
  firstSeenLength: 20,
  spanSharePpm: 750_000,
  supportSharePpm: 200_000,
  retrievedSharePpm: 500_000,
  judgedSharePpm: 0,
  minimumWordBits: 7,
  minimumSharedWords: 3,
  foldInflections: 0,
  alignedItems: 8,
  alignedWords: 1_024,
  alignmentWindow: 4,
  minimumPairBits: 12,
  alignmentPpm: 100_000,
  bm25Items: 24,
  maximumLegs: 64,
  weightTotal: 50_000,
};
