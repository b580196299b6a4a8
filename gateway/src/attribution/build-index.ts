import { clusterItems } from "./cluster-items.ts";
import { countPostings } from "./count-postings.ts";
import { sortSuffixes } from "./sort-suffixes.ts";
import { foldWord, scanWords } from "./tokenise.ts";
import type { CorpusItem } from "./types.ts";
import { growWordTable, type WordTable } from "./word-table.ts";

/** Ends every item in the token array; no word has this number, so no span crosses it. */
export const SEPARATOR_TOKEN = 0;

export interface IndexedItem extends CorpusItem {
  /** Position of its first word in `tokens`. */
  readonly start: number;
  readonly length: number;
  /** Number of the item that stands for all items with the same words: the earliest. */
  readonly cluster: number;
}

/** What `attribute` reads. Plain data, never changed after it is built. */
export interface LexicalIndex {
  /** Ascending by contribution id. */
  readonly items: readonly IndexedItem[];
  readonly itemOf: ReadonlyMap<bigint, number>;
  /** Words numbered from 1 in the order in which the items hold them. */
  readonly vocabulary: WordTable;
  readonly tokens: Int32Array;
  readonly suffixes: Int32Array;
  /** Rows of `suffixes` that begin with word `w`: `[buckets[w], buckets[w + 1])`. */
  readonly buckets: Int32Array;
  /** Item that holds position `256 * i` of `tokens`. */
  readonly itemAtBlock: Int32Array;
  /** Words in the corpus, repetitions included. */
  readonly wordCount: number;
  /** Rows of `postingItems` and `postingCounts` for word `w`: `[postingStarts[w], postingStarts[w + 1])`. */
  readonly postingStarts: Int32Array;
  readonly postingItems: Int32Array;
  readonly postingCounts: Int32Array;
}

const BLOCK_BITS = 8;

/** The item that holds a position of `tokens`; its separator belongs to it. */
export function itemAt({ items, itemAtBlock }: Pick<LexicalIndex, "items" | "itemAtBlock">, position: number): number {
  let item = itemAtBlock[position >> BLOCK_BITS]!;
  while (item + 1 < items.length && items[item + 1]!.start <= position) item++;
  return item;
}

/** Occurrences of a word in the corpus; a word from 1 up. */
export function countOf({ buckets }: Pick<LexicalIndex, "buckets">, word: number): number {
  return buckets[word + 1]! - buckets[word]!;
}

/** @throws RangeError if two items share a contribution id or a novelty is not 0 to 1,000,000. */
function orderItems(items: readonly CorpusItem[]): { ordered: readonly CorpusItem[]; itemOf: ReadonlyMap<bigint, number> } {
  const ordered = [...items].sort((a, b) => (a.contributionId < b.contributionId ? -1 : a.contributionId > b.contributionId ? 1 : 0));
  const itemOf = new Map<bigint, number>();
  for (const [number, { contributionId, noveltyPpm }] of ordered.entries()) {
    if (itemOf.has(contributionId)) throw new RangeError(`Contribution ${contributionId} is in the corpus twice; list each once.`);
    if (!Number.isInteger(noveltyPpm) || noveltyPpm < 0 || noveltyPpm > 1_000_000) {
      throw new RangeError(`Contribution ${contributionId} has novelty ${noveltyPpm}; it must be an integer from 0 to 1,000,000.`);
    }
    itemOf.set(contributionId, number);
  }
  return { ordered, itemOf };
}

/** Numbers all words; `starts[i]` is where item `i` begins, its separator ends it. */
function numberWords(items: readonly CorpusItem[]): { tokens: Int32Array; starts: Int32Array; vocabulary: WordTable } {
  const table = growWordTable();
  const starts = new Int32Array(items.length + 1);
  let tokens = new Int32Array(1 << 16);
  let length = 0;
  const append = (token: number): void => {
    if (length === tokens.length) {
      const larger = new Int32Array(2 * length);
      larger.set(tokens);
      tokens = larger;
    }
    tokens[length++] = token;
  };
  for (const [number, { text }] of items.entries()) {
    starts[number] = length;
    scanWords(text, (start, end) => {
      const word = foldWord(text, start, end);
      append(table.intern(word.units, word.length));
    });
    append(SEPARATOR_TOKEN);
  }
  starts[items.length] = length;
  return { tokens: tokens.slice(0, length), starts, vocabulary: table.finish() };
}

function findBuckets(tokens: Int32Array, words: number): Int32Array {
  const buckets = new Int32Array(words + 2);
  for (let i = 0; i < tokens.length; i++) buckets[tokens[i]! + 1]!++;
  for (let word = 0; word <= words; word++) buckets[word + 1]! += buckets[word]!;
  return buckets;
}

function findBlocks(starts: Int32Array, length: number): Int32Array {
  const blocks = new Int32Array((length >> BLOCK_BITS) + 1);
  let item = 0;
  for (let block = 0; block < blocks.length; block++) {
    while (item + 2 < starts.length && starts[item + 1]! <= block << BLOCK_BITS) item++;
    blocks[block] = item;
  }
  return blocks;
}

/**
 * Builds the index of one corpus snapshot. The order of `items` does not matter.
 * @throws RangeError if two items share a contribution id or a novelty is not 0 to 1,000,000.
 */
export function buildIndex(items: readonly CorpusItem[]): LexicalIndex {
  const { ordered, itemOf } = orderItems(items);
  const { tokens, starts, vocabulary } = numberWords(ordered);
  const clusters = clusterItems(ordered, tokens, starts);
  const indexed = ordered.map((item, number): IndexedItem => {
    const start = starts[number]!;
    return { ...item, start, length: starts[number + 1]! - start - 1, cluster: clusters[number]! };
  });
  return {
    items: indexed,
    itemOf,
    vocabulary,
    tokens,
    suffixes: sortSuffixes(tokens, vocabulary.size),
    buckets: findBuckets(tokens, vocabulary.size),
    itemAtBlock: findBlocks(starts, tokens.length),
    wordCount: tokens.length - ordered.length,
    ...countPostings(tokens, starts, vocabulary.size),
  };
}
