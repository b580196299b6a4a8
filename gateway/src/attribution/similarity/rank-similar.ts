import { share } from "../information.ts";
import type { AttributionOptions } from "../options.ts";
import type { OutputWord } from "../read-output.ts";
import type { SegmentedIndex } from "../segmented-index.ts";
import { alignItems } from "./align.ts";
import { withMarkedWords } from "./mark-words.ts";
import { rankWords } from "./rank-words.ts";
import { keepBest, type RankedItem } from "./ranked-item.ts";
import { classifyWords } from "./word-classes.ts";

/**
 * Items that resemble an output, best first, ties by contribution id. First BM25 over the stems of informative words, rarity squared; the best are then compared with the output
 * pair of words by pair of words. Copies count once, for the earliest. In integers.
 * @param texts The output's words, folded. @param words The same, as the corpus knows them.
 */
export function rankSimilar(
  index: SegmentedIndex,
  texts: readonly string[],
  words: readonly OutputWord[],
  options: AttributionOptions,
): readonly RankedItem[] {
  const output = classifyWords(index, texts, words, options);
  const { ranked, aligned } = withMarkedWords(index, output.classes, (marked) => {
    const best = rankWords(index, output.classes, marked, options);
    const compared = best.slice(0, options.alignedItems).map(({ item }) => item);
    return { ranked: best, aligned: alignItems(index, compared, output, marked, options) };
  });
  const scores = ranked.map(({ item, score }, i): RankedItem => {
    const pairs = i < aligned.length ? Number(share(BigInt(aligned[i]!), options.alignmentPpm)) : 0;
    return { item, score: score + pairs };
  });
  return keepBest(scores, options.bm25Items);
}
