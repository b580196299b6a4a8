import { bytesToHex, concatBytes, hexToBytes, keccak256, type Hex } from "viem";

import { climbProof } from "../merkle/climb-proof.ts";
import { climbRange } from "../merkle/climb-range.ts";
import type { Evidence } from "../receipt/evidence.ts";
import { itemLeaf, type IndexManifest, type ItemOpening } from "./commit-index.ts";
import { isEarlierItem } from "./index-arrays.ts";
import type { SaltedWindow } from "./output-tokens.ts";
import { PAGE_LENGTH, type Window } from "./page-tree.ts";
import { LISTED_PLACES, type SpanProof } from "./prove-span.ts";
import { isSuccessor, type MethodRules } from "./span-subject.ts";

/** What a verified span proof says. */
export interface ProvenSpan {
  /** Places in the corpus where the span stands. */
  readonly occurrences: number;
  /** Distinct contents that hold it; null if there are too many places to list. */
  readonly contents: number | null;
  /** The earliest contribution that holds it; null if there are too many places to list. */
  readonly earliest: bigint | null;
}

const readNumber = (bytes: Uint8Array, at: number, width: number): bigint => BigInt(bytesToHex(bytes.subarray(at, at + width)));

/** Leaves of opened pages; undefined if their bytes are not whole pages. */
function leavesOf(pages: Hex, size: number, salts?: readonly Hex[]): readonly Uint8Array[] | undefined {
  const bytes = hexToBytes(pages);
  const length = bytes.length / size;
  if (!Number.isInteger(length) || (salts !== undefined && salts.length !== length)) return undefined;
  return Array.from({ length }, (_, i) => {
    const page = bytes.subarray(i * size, (i + 1) * size);
    return keccak256(salts === undefined ? page : concatBytes([hexToBytes(salts[i]!), page]), "bytes");
  });
}

/** Numbers of an opened window, or undefined if a page is not at its place. */
function openWindow(
  root: Hex,
  count: number,
  width: number,
  { firstPage, pages, siblings }: Window,
): ((place: number) => bigint | undefined) | undefined {
  const nodes = leavesOf(pages, PAGE_LENGTH * width);
  const pageCount = Math.ceil(count / PAGE_LENGTH);
  if (nodes === undefined || firstPage + nodes.length > pageCount) return undefined;
  const climbed = climbRange({ nodes, first: firstPage, siblings });
  if (climbed === undefined || 2 ** climbed.levels < pageCount || 2 ** (climbed.levels - 1) >= pageCount) return undefined;
  return bytesToHex(climbed.node) === root ? reader(hexToBytes(pages), firstPage, width) : undefined;
}

function openSalted(root: Hex, { firstPage, pages, salts, siblings }: SaltedWindow): ((place: number) => bigint | undefined) | undefined {
  const nodes = leavesOf(pages, 8 * PAGE_LENGTH, salts);
  const climbed = nodes && climbRange({ nodes, first: firstPage, siblings });
  return climbed !== undefined && bytesToHex(climbed.node) === root ? reader(hexToBytes(pages), firstPage, 8) : undefined;
}

const reader =
  (bytes: Uint8Array, firstPage: number, width: number) =>
  (place: number): bigint | undefined => {
    const at = (place - firstPage * PAGE_LENGTH) * width;
    return at >= 0 && at + width <= bytes.length ? readNumber(bytes, at, width) : undefined;
  };

const isItemAt = ({ itemsRoot, itemCount }: IndexManifest, item: ItemOpening): boolean => {
  const climbed = climbProof({ leaf: itemLeaf(item), index: item.index, leafCount: itemCount, proof: item.path });
  return climbed !== undefined && bytesToHex(climbed) === itemsRoot;
};

/**
 * Verifies a span proof by the roots alone, as `SpanChallenges.answerSpan` does, without its regard for items withdrawn since.
 * @param outputTokensRoot Of the receipt that the record belongs to.
 * @returns What it proves; undefined if it does not prove that the span stands where the record says, as often as it says, and goes on to neither side.
 */
export function verifySpanProof(
  proof: SpanProof,
  {
    manifest,
    outputTokensRoot,
    record,
    rules,
  }: { readonly manifest: IndexManifest; readonly outputTokensRoot: Hex; readonly record: Evidence; readonly rules: MethodRules },
): ProvenSpan | undefined {
  const { outputStart: start, outputLength: length } = record;
  const output = openSalted(outputTokensRoot, proof.output);
  const windows = proof.suffixes.map((window) => openWindow(manifest.suffixRoot, manifest.tokenCount, 4, window));
  const rows = proof.rows.map(({ row, source, words }) => {
    const position = windows[source]?.(row);
    return { row, position, words: openWindow(manifest.tokenRoot, manifest.tokenCount, 8, words) };
  });
  if (output === undefined || rows.some(({ position, words }) => position === undefined || words === undefined)) return undefined;
  const wordsAt = (from: number, to: number): (bigint | undefined)[] => Array.from({ length: to - from }, (_, i) => output(from + i));

  const compare = (place: number, pattern: readonly (bigint | undefined)[]): -1 | 0 | 1 | undefined => {
    const row = rows[place];
    if (row === undefined) return undefined;
    for (const [i, wanted] of pattern.entries()) {
      const at = Number(row.position) + i;
      if (at >= manifest.tokenCount) return -1;
      const word = row.words!(at);
      if (word === undefined || wanted === undefined) return undefined;
      if (word !== wanted) return word < wanted ? -1 : 1;
    }
    return 0;
  };
  const follows = (place: number): boolean => rows[place + 1] !== undefined && rows[place + 1]!.row === rows[place]!.row + 1;
  const isAfterNext = (place: number, pattern: readonly (bigint | undefined)[]): boolean =>
    rows[place]!.row + 1 === manifest.tokenCount || (follows(place) && compare(place + 1, pattern) === 1);
  const isGap = (place: number, pattern: readonly (bigint | undefined)[]): boolean =>
    compare(place, pattern) === -1 && isAfterNext(place, pattern);

  const span = wordsAt(start, start + length);
  if (compare(proof.low, span) !== -1 || !follows(proof.low) || compare(proof.low + 1, span) !== 0) return undefined;
  if (compare(proof.high, span) !== 0 || !isAfterNext(proof.high, span)) return undefined;
  const next = output(start + length);
  if (next === undefined || (next !== 0n && !isGap(proof.right, [...span, next]))) return undefined;
  if (start > 0 && !isGap(proof.left, wordsAt(start - 1, start + length))) return undefined;

  const first = rows[proof.low]!.row + 1;
  const last = rows[proof.high]!.row;
  const claimed = rows[proof.claimed];
  const paid = proof.items[proof.claimedItem];
  const isClaimed =
    claimed !== undefined &&
    paid !== undefined &&
    claimed.row >= first &&
    claimed.row <= last &&
    (paid.contributionId === record.contributionId || isSuccessor(record.contributionId)) &&
    Number(claimed.position) === paid.start + record.itemStart &&
    record.itemStart + length <= paid.length;
  if (!isClaimed) return undefined;
  const occurrences = last - first + 1;
  if (occurrences > LISTED_PLACES) {
    return isItemAt(manifest, paid) && occurrences >= record.documents ? { occurrences, contents: null, earliest: null } : undefined;
  }
  const listed = windows[proof.rows[proof.high]!.source]!;
  const holders = hexToBytes(proof.holders);
  if (holders.length !== occurrences || !proof.items.every((item) => isItemAt(manifest, item))) return undefined;
  const isHeld = (holder: number, i: number): boolean => {
    const item = proof.items[holder];
    const position = Number(listed(first + i) ?? -1);
    return item !== undefined && position >= item.start && position + length <= item.start + item.length;
  };
  if (!holders.every(isHeld)) return undefined;
  const holding = [...new Set(holders)].map((holder) => proof.items[holder]!);
  const contents = new Set(holding.map(({ cluster }) => cluster)).size;
  const earliest = holding.reduce((best, item) => (isEarlierItem(item, best) ? item : best));
  if (contents !== record.documents || (length >= rules.firstSeenLength && isEarlierItem(earliest, paid))) return undefined;
  return { occurrences, contents, earliest: earliest.contributionId };
}
