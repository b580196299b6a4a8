import { sharedUint64 } from "../attribution/shared-arrays.ts";
import type { InfluencePrior } from "./prior.ts";

/** A prior as the engine takes it. Its arrays are on shared memory: handing it to a thread copies nothing. */
export interface PriorWeights {
  /** Under which it was published on chain; judged records name it. */
  readonly number: number;
  /** Ascending. */
  readonly contributionIds: BigUint64Array;
  readonly weights: Int16Array;
}

export function priorWeights(number: number, { weights }: Pick<InfluencePrior, "weights">): PriorWeights {
  const contributionIds = sharedUint64(weights.length);
  const shared = new Int16Array(new SharedArrayBuffer(2 * weights.length));
  for (const [i, { contributionId, weight }] of weights.entries()) {
    contributionIds[i] = contributionId;
    shared[i] = weight;
  }
  return { number, contributionIds, weights: shared };
}

/** Weight of a contribution; 0 if the prior has none for it. */
export function weightOf({ contributionIds, weights }: PriorWeights, contributionId: bigint): number {
  let first = 0;
  let end = contributionIds.length;
  while (first < end) {
    const middle = (first + end) >>> 1;
    if (contributionIds[middle]! < contributionId) first = middle + 1;
    else end = middle;
  }
  return first < contributionIds.length && contributionIds[first] === contributionId ? weights[first]! : 0;
}
