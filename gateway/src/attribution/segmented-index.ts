import { countOf, documentsOf, type LexicalIndex } from "./lexical-index.ts";
import { HIGH, LOW } from "./shared-arrays.ts";

/** One index of a corpus, and the items of it that left. */
export interface Segment {
  readonly index: LexicalIndex;
  /** Numbers of items that are no longer of the corpus. */
  readonly tombstones: ReadonlySet<number>;
}

/** A segment as a corpus sees it. */
export interface PlacedSegment extends Segment {
  /** Number in the corpus of each item, -1 for those that left. */
  readonly numberOf: Int32Array;
  /** For each item that stands for a content of the segment, the item of the corpus that does; -1 if all that held the content left. */
  readonly clusterOf: Int32Array;
  /** By word, occurrences in items that left, and how many of those hold it. */
  readonly lost: ReadonlyMap<number, { readonly count: number; readonly documents: number }>;
}

/**
 * What `attribute` reads: the items of a corpus, from one index or several. Everything that decides a receipt is about the items, so the way in which
 * they are spread over segments changes nothing.
 */
export interface SegmentedIndex {
  readonly segments: readonly PlacedSegment[];
  /** Ascending: the number of an item is its place. */
  readonly contributionIds: BigUint64Array;
  readonly segmentOf: Uint8Array;
  /** Number of each item in its segment. */
  readonly localOf: Int32Array;
  /** Words of each item. */
  readonly lengths: Int32Array;
  readonly novelties: Int32Array;
  readonly commits: Float64Array;
  /** The item that stands for all items with the same words: the earliest. */
  readonly clusters: Int32Array;
  /** Words in the corpus, repetitions included. */
  readonly wordCount: number;
}

const MOST_SEGMENTS = 255;

function countLost({ index, tombstones }: Segment): PlacedSegment["lost"] {
  const lost = new Map<number, { count: number; documents: number }>();
  for (const item of tombstones) {
    const own = new Map<number, number>();
    for (let i = index.starts[item]!; i < index.starts[item + 1]! - 1; i++) own.set(index.tokens[i]!, (own.get(index.tokens[i]!) ?? 0) + 1);
    for (const [word, count] of own) {
      const sum = lost.get(word) ?? { count: 0, documents: 0 };
      lost.set(word, { count: sum.count + count, documents: sum.documents + 1 });
    }
  }
  return lost;
}

/** Whether an item of one index has the same words as an item of another. */
function hasSameWords(a: LexicalIndex, itemA: number, b: LexicalIndex, itemB: number): boolean {
  const startA = a.starts[itemA]!;
  const startB = b.starts[itemB]!;
  const length = a.starts[itemA + 1]! - startA;
  if (b.starts[itemB + 1]! - startB !== length) return false;
  const [hashesA, hashesB] = [a.hashHalves, b.hashHalves];
  for (let i = 0; i < length; i++) {
    const wordA = a.tokens[startA + i]!;
    const wordB = b.tokens[startB + i]!;
    if (hashesA[2 * wordA + HIGH] !== hashesB[2 * wordB + HIGH] || hashesA[2 * wordA + LOW] !== hashesB[2 * wordB + LOW]) return false;
  }
  return true;
}

/** Finds the item that stands for each content of the corpus. */
function clusterSegments(
  segments: readonly (Segment & { readonly numberOf: Int32Array })[],
  isEarlier: (a: number, b: number) => boolean,
): readonly Int32Array[] {
  const earliest = segments.map(({ index, numberOf }) => {
    const best = new Int32Array(numberOf.length).fill(-1);
    for (const [local, number] of numberOf.entries()) {
      const cluster = index.clusters[local]!;
      if (number >= 0 && (best[cluster]! < 0 || isEarlier(number, best[cluster]!))) best[cluster] = number;
    }
    return best;
  });
  if (segments.length === 1) return earliest;
  const contents = new Map<number, { segment: number; local: number }[][]>();
  for (const [segment, { index }] of segments.entries()) {
    for (const [local, number] of earliest[segment]!.entries()) {
      if (number < 0) continue;
      const sameHash = contents.get(index.contentHashes[local]!) ?? [];
      const known = sameHash.find(([first]) => hasSameWords(segments[first!.segment]!.index, first!.local, index, local));
      if (known) known.push({ segment, local });
      else contents.set(index.contentHashes[local]!, [...sameHash, [{ segment, local }]]);
    }
  }
  for (const sameHash of contents.values()) {
    for (const content of sameHash) {
      const numbers = content.map(({ segment, local }) => earliest[segment]![local]!);
      const first = numbers.reduce((best, number) => (isEarlier(number, best) ? number : best));
      for (const { segment, local } of content) earliest[segment]![local] = first;
    }
  }
  return earliest;
}

/**
 * Puts a corpus together from its segments.
 * @throws RangeError if two of them have an item in common.
 */
export function combineSegments(parts: readonly Segment[]): SegmentedIndex {
  const segments = parts.filter(({ index, tombstones }) => index.contributionIds.length > tombstones.size);
  if (segments.length > MOST_SEGMENTS)
    throw new RangeError(`A corpus has at most ${MOST_SEGMENTS} segments, not ${segments.length}; merge some.`);
  const live = segments.flatMap(({ index, tombstones }, segment) =>
    Array.from(index.contributionIds, (id, local) => ({ id, segment, local })).filter(({ local }) => !tombstones.has(local)),
  );
  if (segments.length > 1) live.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const repeated = live.find(({ id }, number) => live[number - 1]?.id === id);
  if (repeated) throw new RangeError(`Contribution ${repeated.id} is in the corpus twice; list each once.`);

  const placed = segments.map((segment) => ({ ...segment, numberOf: new Int32Array(segment.index.contributionIds.length).fill(-1) }));
  for (const [number, { segment, local }] of live.entries()) placed[segment]!.numberOf[local] = number;
  const ofItem = <T>(read: (index: LexicalIndex, local: number) => T): T[] =>
    live.map(({ segment, local }) => read(segments[segment]!.index, local));
  const commits = Float64Array.from(ofItem(({ commits }, local) => commits[local]!));
  const lengths = Int32Array.from(ofItem(({ starts }, local) => starts[local + 1]! - starts[local]! - 1));
  // Numbers ascend by contribution, so of equal commits the lower number was first.
  const isEarlier = (a: number, b: number): boolean => (commits[a] !== commits[b] ? commits[a]! < commits[b]! : a < b);
  const clusterOf = clusterSegments(placed, isEarlier);
  return {
    segments: placed.map((segment, i) => ({ ...segment, clusterOf: clusterOf[i]!, lost: countLost(segment) })),
    contributionIds: BigUint64Array.from(live, ({ id }) => id),
    segmentOf: Uint8Array.from(live, ({ segment }) => segment),
    localOf: Int32Array.from(live, ({ local }) => local),
    lengths,
    novelties: Int32Array.from(ofItem(({ novelties }, local) => novelties[local]!)),
    commits,
    clusters: Int32Array.from(live, ({ segment, local }) => clusterOf[segment]![segments[segment]!.index.clusters[local]!]!),
    wordCount: lengths.reduce((sum, length) => sum + length, 0),
  };
}

const wholes = new WeakMap<LexicalIndex, SegmentedIndex>();

/** A corpus of one index, or one that is in segments already. */
export function asSegmented(index: LexicalIndex | SegmentedIndex): SegmentedIndex {
  if ("segments" in index) return index;
  let whole = wholes.get(index);
  if (!whole) {
    whole = combineSegments([{ index, tombstones: new Set() }]);
    wholes.set(index, whole);
  }
  return whole;
}

/** The number of a contribution in the corpus; undefined if it is not there. */
export function itemNumber({ contributionIds }: Pick<SegmentedIndex, "contributionIds">, id: bigint): number | undefined {
  let low = 0;
  let high = contributionIds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (contributionIds[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return contributionIds[low] === id ? low : undefined;
}

/** Occurrences of a word in the items that are left, and how many of them hold it. @param word From 1 up. */
export function countInSegment({ index, lost }: PlacedSegment, word: number): { readonly count: number; readonly documents: number } {
  const gone = lost.get(word);
  return { count: countOf(index, word) - (gone?.count ?? 0), documents: documentsOf(index, word) - (gone?.documents ?? 0) };
}
