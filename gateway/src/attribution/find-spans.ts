import { divide } from "./information.ts";
import { itemAt } from "./lexical-index.ts";
import { listContents } from "./list-contents.ts";
import { BIT } from "./log2.ts";
import type { AttributionOptions } from "./options.ts";
import type { Output } from "./read-output.ts";
import { placeOf, sharedWords, suffixRange } from "./search-suffixes.ts";
import type { PlacedSegment, SegmentedIndex } from "./segmented-index.ts";
import { ContentList } from "./summarise-rows.ts";

export interface Span {
  /** First word in the output. */
  readonly start: number;
  readonly length: number;
  /** In 1/65,536 bit. */
  readonly information: number;
  /** Distinct contents that hold it: number of the earliest item and a position of the span within it, ascending. */
  readonly holders: readonly { readonly item: number; readonly itemStart: number }[];
}

/** Words that stand together often enough in new text to make fewer not worth a try, and seldom enough to rule out starts. */
const USUAL = 4;

/** Words that `pattern[start, …)` shares with the nearest row, from `row` on in steps of `step`, whose item is still there. */
function nearestLive({ index, numberOf }: PlacedSegment, pattern: Int32Array, start: number, row: number, step: 1 | -1): number {
  for (; row >= 0 && row < index.suffixes.length; row += step) {
    const position = index.suffixes[row]!;
    const length = sharedWords(index, pattern, start, position);
    if (length === 0 || numberOf[itemAt(index, position)]! >= 0) return length;
  }
  return 0;
}

/** Words of `pattern[start, end)` from `start` on that stand together in an item that is still there, at most. */
function longestLive(segment: PlacedSegment, pattern: Int32Array, start: number, end: number): number {
  const { row, before, at } = placeOf(segment.index, pattern, start, end);
  const longest = before > at ? before : at;
  if (longest === 0 || segment.tombstones.size === 0) return longest;
  // Rows share fewer words with the pattern the further from its place they are.
  return Math.max(nearestLive(segment, pattern, start, row - 1, -1), nearestLive(segment, pattern, start, row, 1));
}

/**
 * Maximal runs of the output that stand in the corpus, of at least `minimum` words, in order: none can be extended by a word to either side, none lies inside another.
 *
 * Where the text of a start goes on to, that of a later start goes on to as well. So the first start that may begin a run, which has to reach beyond the run before and be long
 * enough, is sought from the back: a later start that does not reach so far rules out all before it.
 */
export function* maximalRuns(
  index: SegmentedIndex,
  { words, patterns }: Output,
  minimum = 1,
): Generator<{ readonly start: number; readonly length: number }> {
  /** Where the text from `start` on goes to within `[start, most)`. */
  const endOf = (start: number, most: number): number => {
    let best = 0;
    for (let i = 0; i < patterns.length && start + best < most; i++) {
      const own = longestLive(index.segments[i]!, patterns[i]!, start, most);
      if (own > best) best = own;
    }
    return start + best;
  };
  let start = 0;
  let end = 0;
  while (start + minimum <= words.length) {
    const goal = Math.max(start + minimum, end + 1);
    if (goal > words.length) return;
    // Starts up to `low` do not reach the goal, those from `high` on do.
    let low = start - 1;
    let high = goal;
    for (let back = USUAL; high > start; back *= 2) {
      const at = Math.max(start, goal - back);
      if (endOf(at, goal) < goal) {
        low = at;
        break;
      }
      high = at;
    }
    // A start that is too near the goal has another one.
    while (high - low > 1 && low + 1 + minimum <= goal) {
      const middle = (low + high) >>> 1;
      if (endOf(middle, goal) < goal) low = middle;
      else high = middle;
    }
    start = low + 1;
    if (high > start || start + minimum > goal) continue;
    end = endOf(start, words.length);
    yield { start, length: end - start };
    start++;
  }
}

/** Holders of a span, or undefined if more than `most` contents hold it. */
function holdersOf(index: SegmentedIndex, { patterns }: Output, start: number, length: number, most: number): Span["holders"] | undefined {
  const list = new ContentList();
  for (const [i, segment] of index.segments.entries()) {
    const [first, end] = suffixRange(segment.index, patterns[i]!, start, length);
    if (!listContents(segment, first, end, list, most)) return undefined;
  }
  return list.clusters.map((item, i) => ({ item, itemStart: list.places[i]! })).sort((a, b) => a.item - b.item);
}

/** Maximal spans of the output. The most informative ones are kept up to the density, in order of their start. */
export function findSpans(index: SegmentedIndex, output: Output, options: AttributionOptions): readonly Span[] {
  const spans: Span[] = [];
  for (const { start, length } of maximalRuns(index, output, options.minimumSpanLength)) {
    let information = 0;
    for (let i = start; i < start + length; i++) information += output.words[i]!.information;
    if (information < options.minimumSpanBits * BIT) continue;
    const holders = holdersOf(index, output, start, length, options.maximumFrequency);
    if (holders) spans.push({ start, length, information, holders });
  }
  const most = divide(output.words.length * options.maximumSpanDensityPpm + 999_999, 1_000_000);
  return spans
    .sort((a, b) => b.information - a.information || a.start - b.start)
    .slice(0, most)
    .sort((a, b) => a.start - b.start);
}

/** Who is paid for a span: the earliest holder alone if the span is long, else all alike. */
export function payeesOf({ commits }: SegmentedIndex, span: Span, options: AttributionOptions): Span["holders"] {
  if (span.length < options.firstSeenLength) return span.holders;
  // Holders ascend by contribution, so of equal commits the first stays.
  return [span.holders.reduce((best, holder) => (commits[holder.item]! < commits[best.item]! ? holder : best))];
}
