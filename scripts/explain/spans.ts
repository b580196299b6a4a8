import { open, percent, plain, utc, type Paint } from "./paint.ts";

/** A record of a receipt's evidence, as the API gives it. */
export type Span = {
  readonly contributionId: string;
  readonly class: string;
  readonly words: string | null;
  readonly wordCount: number;
  readonly outputStart: number;
  readonly shareUnits: number;
  readonly amount: string;
  /** The influence prior of a judged span. */
  readonly prior?: {
    readonly number: string;
    readonly stood: boolean;
    readonly published: { readonly state: string; readonly gatewayId: number } | null;
  } | null;
};

/** What is shown of the item behind a span. */
export type SpanLeg = {
  readonly contributionId: string;
  readonly accountId: number;
  readonly class: string;
  readonly contribution: { readonly uri: string; readonly licence: string; readonly timestamp: string } | null;
};

const SHOWN_SPANS = 12;
const SHOWN_WORDS = 400;

/** The answer as far as it stands in items: their words in their colours, in order, and how many words stand in none between them. What other words cover already is left out. */
const flow = (proven: readonly Span[], hues: ReadonlyMap<string, number>, paint: Paint): string => {
  const parts: string[] = [];
  let at = 0;
  for (const { contributionId, outputStart, wordCount, words } of proven) {
    if (outputStart < at) continue;
    if (outputStart > at) parts.push(paint.faint(`… ${outputStart - at} words …`));
    parts.push(paint.hue(hues.get(contributionId)!)(words === null ? `[${wordCount} private words]` : plain(words, SHOWN_WORDS)));
    at = outputStart + wordCount;
  }
  return `  ${parts.join(" ")}`;
};

/**
 * The answer's words that stand in items, in the order of the answer, each item in a colour of its own: with item, account, licence, when it was first seen, share and money. Words
 * that payer or Datanet keep private show as their number.
 */
export function tellSpans(spans: readonly Span[], legs: readonly SpanLeg[], whole: bigint, paint: Paint): string[] {
  const legOf = new Map(legs.map((leg) => [`${leg.contributionId}/${leg.class}`, leg]));
  const proven = spans.filter((span) => span.class === "Proven").sort((a, b) => a.outputStart - b.outputStart);
  if (proven.length === 0) return [];
  const hues = new Map([...new Set(proven.map(({ contributionId }) => contributionId))].map((id, i) => [id, i]));
  const lines = [paint.strong("Words of the answer that stand in items"), flow(proven, hues, paint), ""];
  for (const span of proven.slice(0, SHOWN_SPANS)) {
    const leg = legOf.get(`${span.contributionId}/${span.class}`);
    const item = leg?.contribution ?? undefined;
    const words = span.words === null ? `${span.wordCount} words, kept private` : `“${plain(span.words)}”`;
    lines.push(
      `  word ${span.outputStart + 1}: ${paint.hue(hues.get(span.contributionId)!)(words)}`,
      paint.faint(
        `    ${percent(BigInt(span.shareUnits), whole)}, ${open(span.amount)}: ${plain(item?.uri ?? `contribution ${span.contributionId}`)} of account ${leg?.accountId ?? "?"}, ` +
          `licence ${plain(item?.licence ?? "unknown", 40)}, first seen ${item === undefined ? "unknown" : utc(item.timestamp)}, ${span.class}`,
      ),
    );
  }
  if (proven.length > SHOWN_SPANS) lines.push(`  … and ${proven.length - SHOWN_SPANS} more`);
  return [...lines, ""];
}
