import type { Evidence } from "../receipt/evidence.ts";
import { openItem, type CommittedIndex, type ItemOpening } from "./commit-index.ts";
import { hashAt, isEarlierItem } from "./index-arrays.ts";
import { openOutput, type SaltedWindow } from "./output-tokens.ts";
import { NO_PAGES, openPages, type Window } from "./page-tree.ts";
import { isSuccessor, itemNumberOf, placeOf, placesOf, spanWords, type MethodRules, type SpanSubject } from "./span-subject.ts";

/** Whether a contribution still stands as accepted: the court proves nothing by one that does not. */
export type IsStanding = (contributionId: bigint) => boolean;

/** A lie about a span with what `SpanProofs` wants to see of it, after the claim. */
export type SpanRefutation =
  | {
      readonly lie: "FalseSpan";
      readonly item: ItemOpening;
      readonly output: SaltedWindow;
      readonly words: Window;
      readonly offset: number;
    }
  | { readonly lie: "MalformedSpan" }
  | { readonly lie: "ForeignItem"; readonly neighbours: readonly ItemOpening[] }
  | {
      readonly lie: "ShorterSpan";
      readonly isLeft: boolean;
      readonly position: number;
      readonly item: ItemOpening;
      readonly output: SaltedWindow;
      readonly words: Window;
    }
  | {
      readonly lie: "LaterItem";
      readonly paid: ItemOpening;
      readonly earlier: ItemOpening;
      readonly position: number;
      readonly output: SaltedWindow;
      readonly words: Window;
    }
  | {
      readonly lie: "CommonSpan";
      readonly positions: readonly number[];
      readonly items: readonly ItemOpening[];
      readonly output: SaltedWindow;
      readonly words: readonly Window[];
    };

/** The items that a contribution would stand between, or the first or last one; undefined if the index has it. */
export function neighboursOf(index: CommittedIndex, contributionId: bigint): readonly ItemOpening[] | undefined {
  const place = placeOf(index, contributionId);
  const { items } = index.arrays;
  if (items[place]?.contributionId === contributionId) return undefined;
  return [place - 1, place].filter((number) => number >= 0 && number < items.length).map((number) => openItem(index, number));
}

/** Whether a record of class `proven` breaks a rule of its method by itself. */
export function isMalformedSpan({ outputLength, itemLength, documents }: Evidence, rules: MethodRules): boolean {
  return outputLength !== itemLength || outputLength < rules.minimumSpanLength || documents === 0 || documents > rules.maximumFrequency;
}

/** Shows a word of the span that does not stand where the record says. */
export function refuteFalseSpan({ index, output, record }: SpanSubject): SpanRefutation | undefined {
  const number = itemNumberOf(index, record.contributionId);
  if (number === undefined) return undefined;
  const item = openItem(index, number);
  if (record.itemStart + record.outputLength > item.length) {
    return { lie: "FalseSpan", item, output: { ...NO_PAGES, salts: [] }, words: NO_PAGES, offset: 0 };
  }
  for (let offset = 0; offset < record.outputLength; offset++) {
    const position = item.start + record.itemStart + offset;
    const place = record.outputStart + offset;
    if (output.hashes[place] === hashAt(index.arrays, position)) continue;
    // Behind its end an output shows a zero; further places have no page, but the first of them is enough.
    if (place > output.hashes.length) return undefined;
    return { lie: "FalseSpan", item, output: openOutput(output, place, 1), words: openPages(index.words, position, 1), offset };
  }
  return undefined;
}

/** Shows the span with one more word, to the left or to the right, in an item that still stands. */
export function refuteShorterSpan({ index, output, record }: SpanSubject, isStanding: IsStanding): SpanRefutation | undefined {
  const { outputStart, outputLength } = record;
  for (const isLeft of [true, false]) {
    const start = isLeft ? outputStart - 1 : outputStart;
    const length = outputLength + 1;
    if (start < 0 || start + length > output.hashes.length) continue;
    const found = placesOf(index, output.hashes.slice(start, start + length)).find(({ item }) =>
      isStanding(index.arrays.items[item]!.contributionId),
    );
    if (found === undefined) continue;
    const { position } = found;
    const shown = { output: openOutput(output, start, length), words: openPages(index.words, position, length) };
    return { lie: "ShorterSpan", isLeft, position, item: openItem(index, found.item), ...shown };
  }
  return undefined;
}

/** Shows the earliest item that holds a long span, if another one was paid. */
export function refuteLaterItem(
  { index, output, record }: SpanSubject,
  rules: MethodRules,
  isStanding: IsStanding,
): SpanRefutation | undefined {
  const number = itemNumberOf(index, record.contributionId);
  if (number === undefined || record.outputLength < rules.firstSeenLength) return undefined;
  const { items } = index.arrays;
  const holders = placesOf(index, spanWords({ output, record })).filter(({ item }) => isStanding(items[item]!.contributionId));
  const [first] = [...holders].sort((a, b) => (isEarlierItem(items[a.item]!, items[b.item]!) ? -1 : 1));
  if (first === undefined || !isEarlierItem(items[first.item]!, items[number]!)) return undefined;
  return {
    lie: "LaterItem",
    paid: openItem(index, number),
    earlier: openItem(index, first.item),
    position: first.position,
    output: openOutput(output, record.outputStart, record.outputLength),
    words: openPages(index.words, first.position, record.outputLength),
  };
}

/** Shows one more content that holds the span than the record says. */
export function refuteCommonSpan({ index, output, record }: SpanSubject, isStanding: IsStanding): SpanRefutation | undefined {
  const { items } = index.arrays;
  const byCluster = new Map<number, { readonly position: number; readonly item: number }>();
  for (const place of placesOf(index, spanWords({ output, record }))) {
    const { cluster, contributionId } = items[place.item]!;
    if (!byCluster.has(cluster) && isStanding(contributionId)) byCluster.set(cluster, place);
    if (byCluster.size > record.documents) break;
  }
  if (byCluster.size <= record.documents) return undefined;
  const holders = [...byCluster].sort(([a], [b]) => a - b).map(([, place]) => place);
  return {
    lie: "CommonSpan",
    positions: holders.map(({ position }) => position),
    items: holders.map(({ item }) => openItem(index, item)),
    output: openOutput(output, record.outputStart, record.outputLength),
    words: holders.map(({ position }) => openPages(index.words, position, record.outputLength)),
  };
}

/**
 * Looks for any lie about a record that the court can be shown: what a watcher with the corpus and the output's words does.
 * @returns Undefined if there is none, for an honest receipt always.
 */
export function refuteRecord(subject: SpanSubject, rules: MethodRules, isStanding: IsStanding = () => true): SpanRefutation | undefined {
  const { index, record, output } = subject;
  const neighbours = isSuccessor(record.contributionId) ? undefined : neighboursOf(index, record.contributionId);
  if (neighbours !== undefined) return { lie: "ForeignItem", neighbours };
  if (record.class !== "proven") return undefined;
  if (isMalformedSpan(record, rules)) return { lie: "MalformedSpan" };
  const falseSpan = refuteFalseSpan(subject);
  if (falseSpan !== undefined || record.outputStart + record.outputLength > output.hashes.length) return falseSpan;
  return refuteShorterSpan(subject, isStanding) ?? refuteLaterItem(subject, rules, isStanding) ?? refuteCommonSpan(subject, isStanding);
}
