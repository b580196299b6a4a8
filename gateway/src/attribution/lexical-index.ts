import type { Vocabulary } from "./rank-words.ts";
import { halvesOf } from "./shared-arrays.ts";

/** Ends every item in the token array; no word has this number, so no span crosses it. */
export const SEPARATOR_TOKEN = 0;

export interface IndexedItem {
  /** `account u32 << 24 | local u24`. */
  readonly contributionId: bigint;
  /** Position of its first word in `tokens`. */
  readonly start: number;
  /** Words. */
  readonly length: number;
  /** Share of the item's credit that counts, 0 to 1,000,000. */
  readonly noveltyPpm: number;
  /** Commit number: of equal content the lower one was first. */
  readonly commit: number;
  /** Number of the item that stands for all items of this index with the same words: the earliest. */
  readonly cluster: number;
}

/** The arrays of an index, all on shared memory: what threads are sent and files hold. It has no texts. */
export interface IndexColumns extends Vocabulary {
  /** Ascending: the number of an item is its place. */
  readonly contributionIds: BigUint64Array<SharedArrayBuffer>;
  /** Item `i` is `tokens[starts[i], starts[i + 1] - 1)`, its separator follows. */
  readonly starts: Int32Array<SharedArrayBuffer>;
  readonly novelties: Int32Array<SharedArrayBuffer>;
  readonly commits: Float64Array<SharedArrayBuffer>;
  readonly clusters: Int32Array<SharedArrayBuffer>;
  /** Of each item's words; equal content has equal ones, in any index. */
  readonly contentHashes: Int32Array<SharedArrayBuffer>;
  readonly tokens: Int32Array<SharedArrayBuffer>;
  /** Positions of `tokens` in the order of the suffixes that begin there. */
  readonly suffixes: Int32Array<SharedArrayBuffer>;
  /** Rows of `suffixes` that begin with word `w`: `[buckets[w], buckets[w + 1])`. */
  readonly buckets: Int32Array<SharedArrayBuffer>;
  /** Item that holds position `256 * i` of `tokens`. */
  readonly itemAtBlock: Int32Array<SharedArrayBuffer>;
  /** Rows of `postingItems` and `postingCounts` for word `w`: `[postingStarts[w], postingStarts[w + 1])`. */
  readonly postingStarts: Int32Array<SharedArrayBuffer>;
  readonly postingItems: Int32Array<SharedArrayBuffer>;
  readonly postingCounts: Int32Array<SharedArrayBuffer>;
  /** See summarise-rows.ts. */
  readonly summaryStarts: Int32Array<SharedArrayBuffer>;
  readonly summaries: Int32Array<SharedArrayBuffer>;
}

/** The index over one set of items. Never changed after it is built. */
export interface LexicalIndex extends IndexColumns {
  readonly items: readonly IndexedItem[];
  /** The vocabulary's hashes by their halves, see `halvesOf`. */
  readonly hashHalves: Uint32Array;
  /** Words in the items, repetitions included. */
  readonly wordCount: number;
}

/** Gives columns what is read from them. */
export function openIndex(columns: IndexColumns): LexicalIndex {
  const { contributionIds, starts, novelties, commits, clusters, tokens } = columns;
  let items: readonly IndexedItem[] | undefined;
  return {
    ...columns,
    hashHalves: halvesOf(columns.vocabularyHashes),
    wordCount: tokens.length - contributionIds.length,
    get items() {
      return (items ??= Array.from(contributionIds, (contributionId, number) => ({
        contributionId,
        start: starts[number]!,
        length: starts[number + 1]! - starts[number]! - 1,
        noveltyPpm: novelties[number]!,
        commit: commits[number]!,
        cluster: clusters[number]!,
      })));
    },
  };
}

/** The columns alone, to post to a thread or to write to a file. */
export function columnsOf(index: LexicalIndex): IndexColumns {
  const { contributionIds, starts, novelties, commits, clusters, contentHashes, tokens, suffixes, buckets, itemAtBlock } = index;
  const { postingStarts, postingItems, postingCounts, summaryStarts, summaries, vocabularyHashes } = index;
  return {
    ...{ contributionIds, starts, novelties, commits, clusters, contentHashes, tokens, suffixes, buckets, itemAtBlock },
    ...{ postingStarts, postingItems, postingCounts, summaryStarts, summaries, vocabularyHashes },
  };
}

/** Bytes that an index takes at rest. */
export function bytesOf(index: LexicalIndex): number {
  const columns: readonly { readonly byteLength: number }[] = Object.values({ ...columnsOf(index) });
  return columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

const BLOCK_BITS = 8;

export function blocksOf(length: number): number {
  return (length >> BLOCK_BITS) + 1;
}

export const BLOCK = 1 << BLOCK_BITS;

/** The item that holds a position of `tokens`; its separator belongs to it. */
export function itemAt({ starts, itemAtBlock }: Pick<IndexColumns, "starts" | "itemAtBlock">, position: number): number {
  const block = position >> BLOCK_BITS;
  let low = itemAtBlock[block]!;
  let high = block + 1 < itemAtBlock.length ? itemAtBlock[block + 1]! : starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Occurrences of a word in an index; a word from 1 up. */
export function countOf({ buckets }: Pick<IndexColumns, "buckets">, word: number): number {
  return buckets[word + 1]! - buckets[word]!;
}

/** Items of an index that hold a word; a word from 1 up. */
export function documentsOf({ postingStarts }: Pick<IndexColumns, "postingStarts">, word: number): number {
  return postingStarts[word + 1]! - postingStarts[word]!;
}
