import { LEG_CLASS_CODES } from "../codes/leg-class.ts";
import type { Evidence } from "../receipt/evidence.ts";
import type { Leg } from "../receipt/leg.ts";
import { isSuccessor, type MethodRules } from "./span-subject.ts";

const keyOf = (part: Pick<Leg, "contributionId" | "class">): bigint => (part.contributionId << 8n) | BigInt(LEG_CLASS_CODES[part.class]);

/**
 * Whether a receipt's legs can come from its records, by all that `EvidenceProofs.refuteLegs` looks at: each record has a leg and each leg a record, spans' weights are in
 * proportion to their credits up to rounding, neither spans nor judged legs have more than their share, total and number are the method's. Legs must ascend.
 */
export function areLegsTrue(
  { legs, records, weightTotal }: { readonly legs: readonly Leg[]; readonly records: readonly Evidence[]; readonly weightTotal: number },
  rules: MethodRules,
): boolean {
  if (weightTotal !== rules.weightTotal || legs.length > rules.maximumLegs) return false;
  const judged = legs.reduce((sum, leg) => sum + (leg.class === "judged" ? BigInt(leg.weight) : 0n), 0n);
  // One more for each item that may have been rounded up.
  const mostJudged = BigInt(weightTotal) * BigInt(rules.judgedSharePpm) + BigInt(rules.maximumLegs) * 1_000_000n;
  if (judged > 0n && (rules.judgedSharePpm === 0 || judged * 1_000_000n > mostJudged)) return false;
  const credits = new Map<bigint, bigint>();
  for (const record of records) credits.set(keyOf(record), (credits.get(keyOf(record)) ?? 0n) + record.credit);
  if (credits.size !== legs.length || legs.some((leg) => !credits.has(keyOf(leg)))) return false;
  const spans = legs
    .filter((leg) => leg.class === "proven" && !isSuccessor(leg.contributionId))
    .map((leg) => ({ weight: BigInt(leg.weight), credit: credits.get(keyOf(leg))! }));
  if (spans.some(({ credit }) => credit === 0n)) return false;
  const sum = spans.reduce((total, { credit }) => total + credit, 0n);
  const most = BigInt(weightTotal) * BigInt(rules.spanSharePpm);
  return spans.every(
    (a) =>
      (a.weight - 1n) * sum * 1_000_000n <= most * a.credit && spans.every((b) => (a.weight - 1n) * b.credit < (b.weight + 1n) * a.credit),
  );
}
