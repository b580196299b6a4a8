import type { Hex } from "viem";

/** An item of an index. */
export interface IndexItem {
  /** `account u32 | local u24`. Items ascend by it; an item's number is its place. */
  readonly contributionId: bigint;
  /** Position of its first word. */
  readonly start: number;
  /** Words; a separator follows. */
  readonly length: number;
  /** Number of its commit: the lower one was first. */
  readonly commit: number;
  /** Number of the earliest item with the same words, often its own. */
  readonly cluster: number;
  /** As in the snapshot. */
  readonly noveltyPpm: number;
  /** As in the snapshot. */
  readonly contentRoot: Hex;
}

/** The arrays of an index over one corpus snapshot, as the attribution engine has them. */
export interface IndexArrays {
  /** By word number, ascending; place 0 is the separator's, 0. */
  readonly vocabularyHashes: BigUint64Array;
  /** Word numbers of all items, a separator (0) after each. */
  readonly tokens: Int32Array;
  /** Positions of `tokens` in the order of the suffixes that begin there. */
  readonly suffixes: Int32Array;
  readonly items: readonly IndexItem[];
}

/** Hash of the word at a position. */
export function hashAt({ vocabularyHashes, tokens }: Pick<IndexArrays, "vocabularyHashes" | "tokens">, position: number): bigint {
  return vocabularyHashes[tokens[position]!]!;
}

/** Number of the item that holds a position; its separator belongs to it. */
export function itemNumberAt(items: readonly IndexItem[], position: number): number {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (items[middle]!.start <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether `a` was committed before `b`: by commit, then by id. */
export function isEarlierItem(a: IndexItem, b: IndexItem): boolean {
  return a.commit !== b.commit ? a.commit < b.commit : a.contributionId < b.contributionId;
}
