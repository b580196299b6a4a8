import type { Hex } from "viem";

import { snapshotProof } from "../snapshot/snapshot-proof.ts";
import type { SnapshotItem } from "../snapshot/snapshot-item.ts";
import { sortSnapshotItems } from "../snapshot/sort-snapshot-items.ts";
import { openItem, type CommittedIndex, type ItemOpening } from "./commit-index.ts";
import { hashAt, isEarlierItem, type IndexItem } from "./index-arrays.ts";
import { NO_PAGES, openPages, type Window } from "./page-tree.ts";
import { neighboursOf } from "./refute-span.ts";
import { itemNumberOf } from "./span-subject.ts";

/** A row of a suffix array on its page, as `IIndexProofs.RowOpening`. */
export interface SuffixRow {
  readonly row: number;
  readonly rows: Window;
}

/** An item under a snapshot root, as `IIndexProofs.SnapshotItem`. */
export interface SnapshotOpening extends SnapshotItem {
  readonly index: number;
  readonly path: readonly Hex[];
}

/** A lie of an index with what `IndexProofs` wants to see of it, after the key. */
export type IndexRefutation =
  | { readonly lie: "Rows"; readonly a: SuffixRow; readonly b: SuffixRow }
  | {
      readonly lie: "Order";
      readonly a: SuffixRow;
      readonly b: SuffixRow;
      readonly wordsA: Window;
      readonly wordsB: Window;
      readonly afterA: SuffixRow;
      readonly afterB: SuffixRow;
    }
  | { readonly lie: "Item"; readonly item: ItemOpening }
  | { readonly lie: "Neighbours"; readonly a: ItemOpening; readonly b: ItemOpening }
  | { readonly lie: "Separator"; readonly item: ItemOpening; readonly offset: number; readonly words: Window }
  | {
      readonly lie: "Cluster";
      readonly item: ItemOpening;
      readonly head: ItemOpening;
      readonly offset: number;
      readonly itemWords: Window;
      readonly headWords: Window;
    }
  | { readonly lie: "SplitCluster"; readonly a: ItemOpening; readonly b: ItemOpening; readonly wordsA: Window; readonly wordsB: Window }
  | { readonly lie: "MissingItem"; readonly item: SnapshotOpening; readonly neighbours: readonly ItemOpening[] }
  | { readonly lie: "ExtraItem"; readonly item: ItemOpening; readonly neighbours: readonly (readonly SnapshotOpening[])[] };

/** What the chain says of the items. */
export interface IndexFacts {
  /** The snapshot's items; of one Datanet. */
  readonly snapshot: readonly SnapshotItem[];
  /** Number of a contribution's commit; undefined if the ledger does not know it. */
  readonly commitOf: (contributionId: bigint) => number | undefined;
  /** Whether a contribution was ever accepted for answers; others are in snapshots and in no index. All are if left out. */
  readonly isServable?: (contributionId: bigint) => boolean;
}

const rowOf = ({ rows }: CommittedIndex, row: number): SuffixRow => ({ row, rows: openPages(rows, row, 1) });
const NO_ROW: SuffixRow = { row: 0, rows: NO_PAGES };

/** Shows a row out of range, a repeated one, or two neighbours out of order. */
export function refuteSuffixes(index: CommittedIndex): IndexRefutation | undefined {
  const { arrays } = index;
  const count = arrays.tokens.length;
  const rowAt = new Int32Array(count).fill(-1);
  for (const [row, position] of arrays.suffixes.entries()) {
    const isInRange = position >= 0 && position < count;
    if (isInRange && rowAt[position] === -1) rowAt[position] = row;
    else return { lie: "Rows", a: rowOf(index, row), b: rowOf(index, isInRange ? rowAt[position]! : row) };
  }
  for (let row = 0; row + 1 < count; row++) {
    const [first, second] = [arrays.suffixes[row]!, arrays.suffixes[row + 1]!];
    const [wordA, wordB] = [hashAt(arrays, first), hashAt(arrays, second)];
    const isEqual = wordA === wordB && first + 1 < count;
    const isBehind = isEqual && second + 1 < count && rowAt[first + 1]! > rowAt[second + 1]!;
    if (wordA <= wordB && !(isEqual && second + 1 === count) && !isBehind) continue;
    return {
      lie: "Order",
      a: rowOf(index, row),
      b: rowOf(index, row + 1),
      wordsA: openPages(index.words, first, 1),
      wordsB: openPages(index.words, second, 1),
      afterA: isBehind ? rowOf(index, rowAt[first + 1]!) : NO_ROW,
      afterB: isBehind ? rowOf(index, rowAt[second + 1]!) : NO_ROW,
    };
  }
  return undefined;
}

const isMisplaced = ({ start, length, cluster, noveltyPpm }: IndexItem, number: number, items: number, tokens: number): boolean =>
  (number === 0 && start !== 0) || (number === items - 1 && start + length + 1 !== tokens) || cluster >= items || noveltyPpm > 1_000_000;

/** Shows an item that is false alone or beside the next one, or a separator that is none. */
export function refuteItems(index: CommittedIndex): IndexRefutation | undefined {
  const { items, tokens } = index.arrays;
  for (const [number, item] of items.entries()) {
    if (isMisplaced(item, number, items.length, tokens.length)) return { lie: "Item", item: openItem(index, number) };
    const next = items[number + 1];
    if (next !== undefined && (item.start + item.length + 1 !== next.start || item.contributionId >= next.contributionId)) {
      return { lie: "Neighbours", a: openItem(index, number), b: openItem(index, number + 1) };
    }
  }
  for (const [number, { start, length }] of items.entries()) {
    for (let offset = 0; offset <= length; offset++) {
      if ((hashAt(index.arrays, start + offset) === 0n) === (offset === length)) continue;
      return { lie: "Separator", item: openItem(index, number), offset, words: openPages(index.words, start + offset, 1) };
    }
  }
  return undefined;
}

/** Shows an item whose cluster is wrong. Items must follow each other. */
export function refuteClusters(index: CommittedIndex): IndexRefutation | undefined {
  const { items, tokens } = index.arrays;
  const wordsOf = ({ start, length }: IndexItem): Window => (length === 0 ? NO_PAGES : openPages(index.words, start, length));
  const seen = new Map<string, number>();
  for (const [number, item] of items.entries()) {
    const head = items[item.cluster]!;
    const opened = { item: openItem(index, number), head: openItem(index, item.cluster) };
    if (head.cluster !== item.cluster || head.length !== item.length || isEarlierItem(item, head)) {
      return { lie: "Cluster", ...opened, offset: 0, itemWords: NO_PAGES, headWords: NO_PAGES };
    }
    for (let offset = 0; offset < item.length; offset++) {
      if (tokens[item.start + offset] === tokens[head.start + offset]) continue;
      const at = ({ start }: IndexItem): Window => openPages(index.words, start + offset, 1);
      return { lie: "Cluster", ...opened, offset, itemWords: at(item), headWords: at(head) };
    }
    const key = tokens.subarray(item.start, item.start + item.length).join();
    const twin = seen.get(key);
    if (twin !== undefined && items[twin]!.cluster !== item.cluster) {
      const [a, b] = [openItem(index, twin), opened.item];
      return { lie: "SplitCluster", a, b, wordsA: wordsOf(items[twin]!), wordsB: wordsOf(item) };
    }
    seen.set(key, number);
  }
  return undefined;
}

/** Shows an item unlike the ledger's or the snapshot's, one that is missing, or one too many. Items must ascend. */
export function refuteCorpus(
  index: CommittedIndex,
  { snapshot, commitOf, isServable = () => true }: IndexFacts,
): IndexRefutation | undefined {
  const sorted = sortSnapshotItems(snapshot);
  const open = (place: number): SnapshotOpening => {
    const { index: at, proof } = snapshotProof(sorted, sorted[place]!.contributionId);
    return { ...sorted[place]!, index: at, path: proof };
  };
  for (const [place, item] of sorted.entries()) {
    if (!isServable(item.contributionId)) continue;
    const number = itemNumberOf(index, item.contributionId);
    if (number === undefined) return { lie: "MissingItem", item: open(place), neighbours: neighboursOf(index, item.contributionId)! };
    const own = index.arrays.items[number]!;
    if (own.contentRoot === item.contentRoot && own.noveltyPpm === item.noveltyPpm) continue;
    return { lie: "MissingItem", item: open(place), neighbours: [openItem(index, number)] };
  }
  const known = new Set(sorted.map(({ contributionId }) => contributionId));
  for (const [number, { contributionId, commit }] of index.arrays.items.entries()) {
    if (!known.has(contributionId)) {
      const place = sorted.findIndex((item) => item.contributionId > contributionId);
      const after = place === -1 ? sorted.length : place;
      const neighbours = [after - 1, after].filter((at) => at >= 0 && at < sorted.length).map(open);
      return { lie: "ExtraItem", item: openItem(index, number), neighbours: [neighbours] };
    }
    if (commitOf(contributionId) !== commit) return { lie: "Item", item: openItem(index, number) };
  }
  return undefined;
}

/** Looks for any lie of an index that the court can be shown. @returns Undefined if there is none, for an honest index always. */
export function refuteIndex(index: CommittedIndex, facts: IndexFacts): IndexRefutation | undefined {
  return refuteItems(index) ?? refuteCorpus(index, facts) ?? refuteSuffixes(index) ?? refuteClusters(index);
}
