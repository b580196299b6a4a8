import { LEG_CLASS_CODES, type Leg, type LegClass } from "@openledger/sdk";

export interface LegCredit {
  readonly contributionId: bigint;
  readonly class: LegClass;
  readonly credit: bigint;
}

function byId(a: LegCredit, b: LegCredit): number {
  if (a.contributionId !== b.contributionId) return a.contributionId < b.contributionId ? -1 : 1;
  return LEG_CLASS_CODES[a.class] - LEG_CLASS_CODES[b.class];
}

/**
 * Turns credits into whole weights by largest remainder: legs and the unattributed part sum to `weightTotal` exactly. Equal remainders go
 * to the lower contribution, then the lower class, and to the unattributed part last. Legs that round to zero, and those beyond
 * `maximumLegs` with the least credit, are left to the unattributed part.
 * @param total What all credits are a share of; at least their sum.
 */
export function allocateWeights(
  credits: readonly LegCredit[],
  total: bigint,
  { maximumLegs, weightTotal }: { readonly maximumLegs: number; readonly weightTotal: number },
): { readonly legs: readonly Leg[]; readonly unattributed: number } {
  if (total === 0n) return { legs: [], unattributed: weightTotal };
  const kept = [...credits]
    .sort((a, b) => (a.credit === b.credit ? byId(a, b) : a.credit > b.credit ? -1 : 1))
    .slice(0, maximumLegs)
    .sort(byId);
  const rest = total - kept.reduce((sum, { credit }) => sum + credit, 0n);
  if (rest < 0n) throw new RangeError(`Credits exceed their total of ${total} by ${-rest}.`);
  const scaled = [...kept.map(({ credit }) => credit), rest].map((credit) => credit * BigInt(weightTotal));
  const weights = scaled.map((value) => Number(value / total));
  const missing = weightTotal - weights.reduce((sum, weight) => sum + weight, 0);
  const byRemainder = scaled
    .map((value, i) => ({ i, remainder: value % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  for (const { i } of byRemainder.slice(0, missing)) weights[i]!++;
  const legs = kept
    .map(({ contributionId, class: kind }, i) => ({ contributionId, weight: weights[i]!, class: kind }))
    .filter(({ weight }) => weight > 0);
  return { legs, unattributed: weights[kept.length]! };
}
