import type { Evidence } from "../evidence/evidence-of.ts";
import type { ExplainedSpan } from "../evidence/explain-spans.ts";
import type { NamedPrior, ReadPriors, ServedReceipt } from "./prior-reader.ts";

/** A span with the prior that gave it its credit, which is named by its number in `itemStart`; null unless it is judged. */
export interface JudgedSpan extends ExplainedSpan {
  readonly prior: NamedPrior | null;
}

/** Evidence with the priors of its judged spans. They are read anew each time, because a prior can be refuted later. */
export const withPriors = async <E extends Pick<Evidence, "spans">>(
  evidence: E,
  receipt: ServedReceipt,
  readPriors: ReadPriors | undefined,
): Promise<Omit<E, "spans"> & { readonly spans: readonly JudgedSpan[] }> => {
  const numbers = evidence.spans.flatMap((span) => (span.class === "Judged" ? [BigInt(span.itemStart)] : []));
  const priors = (await readPriors?.(numbers, receipt)) ?? new Map<bigint, NamedPrior>();
  const priorOf = (span: ExplainedSpan) => (span.class === "Judged" ? (priors.get(BigInt(span.itemStart)) ?? null) : null);
  return { ...evidence, spans: evidence.spans.map((span) => ({ ...span, prior: priorOf(span) })) };
};
