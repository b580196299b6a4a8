import { clusterItems } from "./cluster-items.ts";
import { countPostings } from "./count-postings.ts";
import { BLOCK, blocksOf, openIndex, type IndexColumns, type LexicalIndex } from "./lexical-index.ts";
import { sharedInt32 } from "./shared-arrays.ts";
import { sortSuffixes } from "./sort-suffixes.ts";
import { summariseRows } from "./summarise-rows.ts";

/** What texts, or other indexes, are read into; everything else follows from it. */
export type IndexSource = Pick<IndexColumns, "contributionIds" | "novelties" | "commits" | "starts" | "tokens" | "vocabularyHashes">;

function findBuckets(tokens: Int32Array, words: number): IndexColumns["buckets"] {
  const buckets = sharedInt32(words + 2);
  for (let i = 0; i < tokens.length; i++) buckets[tokens[i]! + 1]!++;
  for (let word = 0; word <= words; word++) buckets[word + 1]! += buckets[word]!;
  return buckets;
}

function findBlocks(starts: Int32Array, length: number): IndexColumns["itemAtBlock"] {
  const blocks = sharedInt32(blocksOf(length));
  let item = 0;
  for (let block = 0; block < blocks.length; block++) {
    while (item + 2 < starts.length && starts[item + 1]! <= block * BLOCK) item++;
    blocks[block] = item;
  }
  return blocks;
}

/** Completes an index. The same source gives the same bytes, however it came about. */
export function finishIndex(source: IndexSource): LexicalIndex {
  const { starts, tokens, vocabularyHashes } = source;
  const words = vocabularyHashes.length - 1;
  const located = { starts, itemAtBlock: findBlocks(starts, tokens.length), ...clusterItems(source) };
  const suffixes = sortSuffixes(tokens, words, sharedInt32(tokens.length)) as IndexColumns["suffixes"];
  return openIndex({
    ...source,
    ...located,
    suffixes,
    buckets: findBuckets(tokens, words),
    ...countPostings(tokens, starts, words),
    ...summariseRows({ suffixes, ...located }),
  });
}
