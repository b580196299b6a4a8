import { hashWords } from "../../gateway/src/attribution/hash-output.ts";
import type { Evidence } from "../../sdk/src/index.ts";
import type { SpanSubject } from "../../sdk/src/attribution/span-subject.ts";
import { placesOf, spanWords } from "../../sdk/src/attribution/span-subject.ts";
import type { SpanRefutation } from "../../sdk/src/attribution/refute-span.ts";
import type { Answer, AttributionWorld, Random } from "./world.ts";
import { RULES } from "./world.ts";

/** A false answer, the record that is false, and the lie that it is. */
export interface FalseAnswer {
  readonly answer: Answer;
  readonly place: number;
  readonly lie: SpanRefutation["lie"];
}

/** Makes a false answer out of an honest one; undefined if this one gives no occasion. */
export type Lie = (w: AttributionWorld, random: Random, honest: Answer) => FalseAnswer | undefined;

const spansOf = ({ records }: Answer): number[] => records.flatMap((record, i) => (record.class === "proven" ? [i] : []));
const pick = <T>(random: Random, list: readonly T[]): T => list[random.int(0, list.length - 1)]!;

function withRecord(w: AttributionWorld, random: Random, honest: Answer, place: number, change: Partial<Evidence>): Answer {
  const records = honest.records.map((record, i) => (i === place ? { ...record, ...change } : record));
  return w.answerOf(random, { records, legs: honest.legs, hashes: honest.output.hashes });
}

const subjectOf = (w: AttributionWorld, { records, output }: Answer, place: number): SpanSubject => ({
  index: w.index,
  output,
  record: records[place]!,
});

/** The span is said to stand elsewhere in its item, in another item, or its words were changed. */
const falseSpan: Lie = (w, random, honest) => {
  const spans = spansOf(honest);
  if (spans.length === 0) return undefined;
  const place = pick(random, spans);
  const record = honest.records[place]!;
  const kind = random.int(0, 2);
  if (kind === 0)
    return { answer: withRecord(w, random, honest, place, { itemStart: record.itemStart + random.int(1, 90) }), place, lie: "FalseSpan" };
  if (kind === 1) {
    const holders = new Set(placesOf(w.index, spanWords(subjectOf(w, honest, place))).map(({ item }) => w.ids[item]));
    const others = w.ids.filter((id) => !holders.has(id));
    return { answer: withRecord(w, random, honest, place, { contributionId: pick(random, others) }), place, lie: "FalseSpan" };
  }
  const at = record.outputStart + random.int(0, record.outputLength - 1);
  const hashes = honest.output.hashes.map((hash, i) => (i === at ? hash ^ (1n << BigInt(random.int(0, 63))) : hash));
  return { answer: w.answerOf(random, { ...honest, hashes, receipt: {} }), place, lie: "FalseSpan" };
};

/** The record breaks a rule by itself. */
const malformedSpan: Lie = (w, random, honest) => {
  const spans = spansOf(honest);
  if (spans.length === 0) return undefined;
  const place = pick(random, spans);
  const record = honest.records[place]!;
  const short = random.int(1, RULES.minimumSpanLength - 1);
  const change = pick<Partial<Evidence>>(random, [
    { itemLength: record.itemLength + random.int(1, 9) },
    { outputLength: short, itemLength: short },
    { documents: 0 },
    { documents: RULES.maximumFrequency + random.int(1, 9) },
  ]);
  return { answer: withRecord(w, random, honest, place, change), place, lie: "MalformedSpan" };
};

/** The record names a contribution that is not in the corpus. */
const foreignItem: Lie = (w, random, honest) => {
  if (honest.records.length === 0) return undefined;
  const place = random.int(0, honest.records.length - 1);
  const contribution = pick(random, [w.ids[0]! - BigInt(random.int(1, 99)), pick(random, w.ids) + BigInt(random.int(3, 999_999))]);
  if (w.ids.includes(contribution)) return undefined;
  return { answer: withRecord(w, random, honest, place, { contributionId: contribution }), place, lie: "ForeignItem" };
};

/** Words are cut off from the span. */
const shorterSpan: Lie = (w, random, honest) => {
  const spans = spansOf(honest).filter((i) => honest.records[i]!.outputLength > RULES.minimumSpanLength);
  if (spans.length === 0) return undefined;
  const place = pick(random, spans);
  const { outputStart, outputLength, itemStart } = honest.records[place]!;
  const cut = random.int(1, outputLength - RULES.minimumSpanLength);
  const left = random.int(0, cut);
  const length = outputLength - cut;
  const change = { outputStart: outputStart + left, itemStart: itemStart + left, outputLength: length, itemLength: length };
  return { answer: withRecord(w, random, honest, place, change), place, lie: "ShorterSpan" };
};

/** A later holder is paid for a long span. */
const laterItem: Lie = (w, random, honest) => {
  const { items } = w.index.arrays;
  for (const place of spansOf(honest)) {
    const record = honest.records[place]!;
    if (record.outputLength < RULES.firstSeenLength) continue;
    const later = placesOf(w.index, spanWords(subjectOf(w, honest, place))).filter(
      ({ item }) => items[item]!.contributionId !== record.contributionId,
    );
    if (later.length === 0) continue;
    const { item, position } = pick(random, later);
    const change = { contributionId: items[item]!.contributionId, itemStart: position - items[item]!.start };
    return { answer: withRecord(w, random, honest, place, change), place, lie: "LaterItem" };
  }
  return undefined;
};

/** Fewer contents are named than hold the span: of one that is paid, or of the boilerplate, which the engine leaves out. */
const commonSpan: Lie = (w, random, honest) => {
  const [place] = spansOf(honest);
  if (place === undefined) return undefined;
  const { documents } = honest.records[place]!;
  if (documents > 1 && random.int(0, 1) === 0) {
    return { answer: withRecord(w, random, honest, place, { documents: random.int(1, documents - 1) }), place, lie: "CommonSpan" };
  }
  const { items } = w.index.arrays;
  const hashes = hashWords(w.boilerplate);
  const { item, position } = pick(random, placesOf(w.index, hashes));
  const record: Evidence = {
    class: "proven",
    contributionId: items[item]!.contributionId,
    outputStart: 0,
    outputLength: hashes.length,
    itemStart: position - items[item]!.start,
    itemLength: hashes.length,
    documents: random.int(1, RULES.maximumFrequency),
    credit: 1n,
  };
  return { answer: w.answerOf(random, { records: [record], legs: [], hashes }), place: 0, lie: "CommonSpan" };
};

export const LIES: readonly (readonly [string, Lie])[] = [
  ["a false span", falseSpan],
  ["a malformed span", malformedSpan],
  ["an item outside the corpus", foreignItem],
  ["an omitted longer span", shorterSpan],
  ["an omitted earlier item", laterItem],
  ["a common span paid as rare", commonSpan],
];
