import type { InfluencePrior } from "./prior.ts";

export type PriorComparison =
  { readonly isWithin: true; readonly largest: number; readonly beyond: number } | { readonly isWithin: false; readonly reason: string };

/**
 * Whether a re-run bears a committed prior out, within the tolerance that the committed one states. Gradients are floating point and differ from machine to machine a little;
 * what a challenger shows is a difference beyond that.
 */
export function comparePriors(committed: InfluencePrior, rerun: InfluencePrior): PriorComparison {
  for (const field of ["adapter", "epoch", "snapshotRoot", "method", "codeHash", "seed", "probesRoot"] as const) {
    if (committed[field] !== rerun[field])
      return { isWithin: false, reason: `the re-run's ${field} is ${rerun[field]}, not ${committed[field]}: it ran something else` };
  }
  const weights = new Map(rerun.weights.map(({ contributionId, weight }) => [contributionId, weight]));
  const missing = committed.weights.find(({ contributionId }) => !weights.has(contributionId));
  if (missing !== undefined) return { isWithin: false, reason: `the re-run has no weight for contribution ${missing.contributionId}` };
  if (weights.size !== committed.weights.length)
    return { isWithin: false, reason: `the re-run has ${weights.size} weights, the committed prior ${committed.weights.length}` };
  const differences = committed.weights.map(({ contributionId, weight }) => Math.abs(weight - weights.get(contributionId)!));
  const { weight: most, outliersPpm } = committed.tolerance;
  const beyond = differences.filter((difference) => difference > most).length;
  const largest = differences.reduce((a, b) => Math.max(a, b), 0);
  if (beyond * 1_000_000 > outliersPpm * differences.length)
    return { isWithin: false, reason: `${beyond} of ${differences.length} weights differ by more than ${most}, the largest by ${largest}` };
  return { isWithin: true, largest, beyond };
}
