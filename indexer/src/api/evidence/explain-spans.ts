import { prefixShare } from "@openledger/sdk";

import { cleanText } from "../../fold/clean-text.ts";
import type { Bundle } from "./bundle.ts";
import { positionOf, type ReceiptFacts } from "./check-bundle.ts";

/** A record of a verified bundle, for people. */
export interface ExplainedSpan {
  readonly contributionId: bigint;
  readonly class: "Proven" | "Recomputable" | "Judged";
  /** The words as they stand in the answer; null where payer or Datanet keep them private, or where the class has none. */
  readonly words: string | null;
  /** Word tokens of the span. */
  readonly wordCount: number;
  /** First word token in the answer. */
  readonly outputStart: number;
  /** First word token in the item. */
  readonly itemStart: number;
  /** Items that the span occurs in. */
  readonly documents: number;
  /** In the method's own units. */
  readonly credit: bigint;
  /** Part of its leg's weight, by credit; the parts of a leg sum to its weight. */
  readonly shareUnits: number;
  /** nano-OPEN: part of its leg's amount, by credit; the parts of a leg sum to its amount. */
  readonly amount: bigint;
}

const CLASS_NAMES = { proven: "Proven", recomputable: "Recomputable", judged: "Judged" } as const;

/** The records of a checked bundle with their words and their part of the receipt's weights. */
export const explainSpans = (bundle: Bundle, { legs }: Pick<ReceiptFacts, "legs">): ExplainedSpan[] => {
  const wordsAt = new Map(bundle.spans.map((span) => [positionOf(span), span.words]));
  const spans = new Map<number, ExplainedSpan>();
  for (const leg of legs) {
    const records = [...bundle.evidence.entries()].filter(
      ([, { contributionId, class: kind }]) => contributionId === leg.contributionId && kind === leg.class,
    );
    const total = records.reduce((sum, [, { credit }]) => sum + credit, 0n);
    let before = 0n;
    for (const [index, record] of records) {
      const { contributionId, outputStart, outputLength: wordCount, itemStart, documents, credit } = record;
      const from = before;
      before += credit;
      const partOf = (whole: bigint) => (total === 0n ? 0n : prefixShare(whole, from, before, total));
      const words = record.class === "proven" ? wordsAt.get(positionOf(record)) : undefined;
      const text = words === undefined ? null : cleanText(words);
      const place = { wordCount, outputStart, itemStart, documents };
      const share = { credit, shareUnits: Number(partOf(BigInt(leg.weight))), amount: partOf(leg.amount) };
      spans.set(index, { contributionId, class: CLASS_NAMES[record.class], words: text, ...place, ...share });
    }
  }
  return [...spans].sort(([a], [b]) => a - b).map(([, span]) => span);
};
