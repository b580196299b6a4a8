import { bytesToHex, type Hex } from "viem";

import { openItem, type ItemOpening } from "./commit-index.ts";
import { NoSpanProofError } from "./errors.ts";
import { itemNumberAt } from "./index-arrays.ts";
import { openOutput, type SaltedWindow } from "./output-tokens.ts";
import { openPages, PAGE_LENGTH, type Window } from "./page-tree.ts";
import type { IsStanding } from "./refute-span.ts";
import { isSuccessor, itemNumberOf, spanWords, type SpanSubject } from "./span-subject.ts";
import { rowsOf, wordsCompared } from "./suffix-search.ts";

/** Most places of a span whose contents a proof lists, as `SpanChallenges.LISTED`. */
export const LISTED_PLACES = 4_096;

/** A row of the suffix array with the words from its position on, as `ISpanChallenges.Row`. */
export interface RowOpening {
  readonly row: number;
  /** Which of the proof's windows of rows it is in. */
  readonly source: number;
  readonly words: Window;
}

/** What shows, by neighbours in the suffix array, how often a span stands in an index and that it goes on to neither side: `ISpanChallenges.Answer`. */
export interface SpanProof {
  readonly output: SaltedWindow;
  readonly suffixes: readonly Window[];
  readonly rows: readonly RowOpening[];
  /** Places in `rows`. */
  readonly low: number;
  readonly high: number;
  readonly claimed: number;
  readonly right: number;
  readonly left: number;
  readonly items: readonly ItemOpening[];
  readonly claimedItem: number;
  /** Which item holds the span at each of its rows, a byte each. */
  readonly holders: Hex;
}

/**
 * Proves a span from the index, for whoever has neither corpus nor output.
 * @param isStanding Whether a contribution still stands, for a record that names a Datanet instead of a withdrawn item.
 * @throws NoSpanProofError if the record is false, or more than 256 items hold the span.
 */
export function proveSpan(subject: SpanSubject, isStanding: IsStanding = () => false): SpanProof {
  const { index, output, record } = subject;
  const { arrays } = index;
  const { outputStart: start, outputLength: length } = record;
  const span = spanWords(subject);
  const [first, end] = rowsOf(arrays, span);
  const number = isSuccessor(record.contributionId)
    ? withdrawnHolder(subject, arrays.suffixes.subarray(first, end), isStanding)
    : itemNumberOf(index, record.contributionId);
  if (first === end || span.length !== length) throw new NoSpanProofError("its words stand nowhere together");
  if (number === undefined) throw new NoSpanProofError("its contribution is not in the index");
  const position = arrays.items[number]!.start + record.itemStart;
  const claimedRow = first + arrays.suffixes.subarray(first, end).indexOf(position);
  if (claimedRow < first) throw new NoSpanProofError("it does not stand where the record says");

  /** Patterns that each row has to be compared with. */
  const needed = new Map<number, (readonly bigint[])[]>();
  const need = (row: number, pattern: readonly bigint[]): void => {
    if (row < arrays.suffixes.length) needed.set(row, [...(needed.get(row) ?? []), pattern]);
  };
  for (const row of [first - 1, first, end - 1, end, claimedRow]) need(row, span);
  /** The row before the place where a pattern would stand. */
  const gapOf = (from: number, to: number): number | undefined => {
    if (from < 0 || to > output.hashes.length) return undefined;
    const pattern = output.hashes.slice(from, to);
    const [place, after] = rowsOf(arrays, pattern);
    if (place !== after) throw new NoSpanProofError("it goes on by a word");
    need(place - 1, pattern);
    need(place, pattern);
    return place - 1;
  };
  const right = gapOf(start, start + length + 1);
  const left = gapOf(start - 1, start + length);

  const numbers = [...needed.keys()].sort((a, b) => a - b);
  const isListed = end - first <= LISTED_PLACES;
  const { suffixes, sourceOf } = openRows(subject, numbers, isListed ? [first, end] : [first, first]);
  const rows = numbers.map((row) => {
    const at = arrays.suffixes[row]!;
    const words = Math.max(...needed.get(row)!.map((pattern) => wordsCompared(arrays, at, pattern)));
    return { row, source: sourceOf(row), words: openPages(index.words, at, words) };
  });
  const placeOf = (row: number | undefined): number => (row === undefined ? 0 : numbers.indexOf(row));
  const holders = isListed ? Array.from(arrays.suffixes.subarray(first, end), (at) => itemNumberAt(arrays.items, at)) : [];
  const items = [...new Set([number, ...holders])];
  if (items.length > 256) throw new NoSpanProofError("more than 256 items hold it");
  return {
    output: openOutput(output, Math.max(start - 1, 0), Math.min(start, 1) + length + 1),
    suffixes,
    rows,
    low: placeOf(first - 1),
    high: placeOf(end - 1),
    claimed: placeOf(claimedRow),
    right: placeOf(right),
    left: placeOf(left),
    items: items.map((item) => openItem(index, item)),
    claimedItem: 0,
    holders: bytesToHex(Uint8Array.from(holders, (item) => items.indexOf(item))),
  };
}

/** The withdrawn item that a Datanet's record stands for: one that holds the span at the record's place. */
function withdrawnHolder({ index: { arrays }, record }: SpanSubject, positions: Int32Array, isStanding: IsStanding): number | undefined {
  return Array.from(positions, (position) => ({ position, number: itemNumberAt(arrays.items, position) })).find(
    ({ position, number }) =>
      position - arrays.items[number]!.start === record.itemStart && !isStanding(arrays.items[number]!.contributionId),
  )?.number;
}

/** Opens the pages of rows: one window for each run of neighbouring pages, the listed range in one. */
function openRows({ index }: SpanSubject, numbers: readonly number[], [from, to]: readonly [number, number]) {
  const pageOf = (row: number): number => Math.floor(row / PAGE_LENGTH);
  const pages = new Set(numbers.map(pageOf));
  for (let page = pageOf(from); to > from && page <= pageOf(to - 1); page++) pages.add(page);
  const runs: { first: number; last: number }[] = [];
  for (const page of [...pages].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run.last + 1 === page) run.last = page;
    else runs.push({ first: page, last: page });
  }
  return {
    suffixes: runs.map(({ first, last }) => openPages(index.rows, first * PAGE_LENGTH, (last - first + 1) * PAGE_LENGTH)),
    sourceOf: (row: number): number => runs.findIndex(({ first, last }) => pageOf(row) >= first && pageOf(row) <= last),
  };
}
