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

/** Behind a longer span its successor is sought by halving instead of word by word. */
const SHORT = 8;

/** Words that `pattern[start, …)` shares with the nearest row, from `row` on in steps of `step`, whose item is still there. */
function nearestLive({ index, numberOf }: PlacedSegment, pattern: Int32Array, start: number, row: number, step: 1 | -1): number {
  for (; row >= 0 && row < index.suffixes.length; row += step) {
    const position = index.suffixes[row]!;
    const length = sharedWords(index, pattern, start, position);
    if (length === 0 || numberOf[itemAt(index, position)]! >= 0) return length;
  }
  return 0;
}

/** Words of `pattern` from `start` on that stand together in an item that is still there, at most. */
function longestLive(segment: PlacedSegment, pattern: Int32Array, start: number): number {
  const { row, before, at } = placeOf(segment.index, pattern, start);
  const longest = before > at ? before : at;
  if (longest === 0 || segment.tombstones.size === 0) return longest;
  // Rows share fewer words with the pattern the further from its place they are.
  return Math.max(nearestLive(segment, pattern, start, row - 1, -1), nearestLive(segment, pattern, start, row, 1));
}

/** Maximal runs of the output that stand in the corpus, in order: none can be extended by a word to either side, none lies inside another. */
export function* maximalRuns(
  index: SegmentedIndex,
  { words, patterns }: Output,
): Generator<{ readonly start: number; readonly length: number }> {
  const longest = (start: number): number => {
    let best = 0;
    for (const [i, segment] of index.segments.entries()) best = Math.max(best, longestLive(segment, patterns[i]!, start));
    return best;
  };
  /** The first start behind `after` from which a run goes on beyond `end`; the later the start, the easier. */
  const firstBeyond = (after: number, end: number): { start: number; length: number } => {
    if (end - after <= SHORT) {
      for (let start = after + 1; ; start++) {
        const length = longest(start);
        if (start + length > end) return { start, length };
      }
    }
    let low = after;
    let high = end + 1;
    let length = -1;
    for (let back = 0; end - back > low; back = 2 * back + 1) {
      const own = longest(end - back);
      if (end - back + own <= end) {
        low = end - back;
        break;
      }
      high = end - back;
      length = own;
    }
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      const own = longest(middle);
      if (middle + own > end) [high, length] = [middle, own];
      else low = middle;
    }
    return { start: high, length: length < 0 ? longest(high) : length };
  };
  let end = 0;
  for (let start = -1; end < words.length;) {
    const run = firstBeyond(start, end);
    if (run.length > 0) yield run;
    start = run.start;
    end = run.start + run.length;
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
  for (const { start, length } of maximalRuns(index, output)) {
    if (length < options.minimumSpanLength) continue;
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
