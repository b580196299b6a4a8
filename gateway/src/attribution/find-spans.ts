import { itemAt, type LexicalIndex } from "./build-index.ts";
import { isEarlier } from "./cluster-items.ts";
import { divide, informationOf } from "./information.ts";
import { BIT } from "./log2.ts";
import type { AttributionOptions } from "./options.ts";
import { longestMatch, suffixRange } from "./search-suffixes.ts";

export interface Span {
  /** First word in the output. */
  readonly start: number;
  readonly length: number;
  /** In 1/65,536 bit. */
  readonly information: number;
  /** Distinct contents that hold it: item number of the earliest item and a position of the span within it, ascending. */
  readonly holders: readonly { readonly item: number; readonly itemStart: number }[];
}

/** Holders of a span, or undefined if more than `maximumFrequency` contents hold it. */
function holdersOf(index: LexicalIndex, first: number, end: number, maximumFrequency: number): Map<number, number> | undefined {
  const holders = new Map<number, number>();
  for (let row = first; row < end; row++) {
    const position = index.suffixes[row]!;
    const { cluster, start } = index.items[itemAt(index, position)]!;
    const itemStart = position - start;
    const known = holders.get(cluster);
    if (known === undefined || itemStart < known) holders.set(cluster, itemStart);
    if (holders.size > maximumFrequency) return undefined;
  }
  return holders;
}

/**
 * Maximal spans of the output that stand in the corpus: none can be extended by a word to either side, none lies inside another.
 * The most informative ones are kept up to the density, in order of their start.
 */
export function findSpans(index: LexicalIndex, output: Int32Array, options: AttributionOptions): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (let start = 0; start < output.length; start++) {
    const length = longestMatch(index, output, start);
    if (start + length <= end) continue;
    end = start + length;
    if (length < options.minimumSpanLength) continue;
    let information = 0;
    for (let i = start; i < end; i++) information += informationOf(index, output[i]!);
    if (information < options.minimumSpanBits * BIT) continue;
    const holders = holdersOf(index, ...suffixRange(index, output, start, length), options.maximumFrequency);
    if (holders === undefined) continue;
    const sorted = [...holders].map(([item, itemStart]) => ({ item, itemStart })).sort((a, b) => a.item - b.item);
    spans.push({ start, length, information, holders: sorted });
  }
  const most = divide(output.length * options.maximumSpanDensityPpm + 999_999, 1_000_000);
  return spans
    .sort((a, b) => b.information - a.information || a.start - b.start)
    .slice(0, most)
    .sort((a, b) => a.start - b.start);
}

/** Who is paid for a span: the earliest holder alone if the span is long, else all alike. */
export function payeesOf(index: LexicalIndex, span: Span, options: AttributionOptions): Span["holders"] {
  if (span.length < options.firstSeenLength) return span.holders;
  return [span.holders.reduce((best, holder) => (isEarlier(index.items[holder.item]!, index.items[best.item]!) ? holder : best))];
}
