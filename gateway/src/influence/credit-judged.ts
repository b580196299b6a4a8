import { share } from "../attribution/information.ts";
import type { AttributionOptions } from "../attribution/options.ts";
import type { RankedItem } from "../attribution/similarity/ranked-item.ts";
import type { SegmentedIndex } from "../attribution/segmented-index.ts";
import { LARGEST_WEIGHT } from "./prior.ts";
import { weightOf, type PriorWeights } from "./prior-weights.ts";

/** Most that an offering's method may leave to judgement, in ppm of the information that no span covers. */
export const MOST_JUDGED_PPM = 250_000;

/**
 * Class 3: of the words that no span covers, the part that the method leaves to judgement. Each item that similarity names gets its part of the similarity times its prior: a
 * prior can raise nobody whose item does not resemble the answer, and what priors do not claim stays unattributed.
 * @param uncovered Information of the words that no span covers, in 1/65,536 bit.
 * @throws RangeError if the method leaves more to judgement than it may.
 */
export function creditJudged(
  index: Pick<SegmentedIndex, "contributionIds" | "novelties">,
  { uncovered, ranked, prior }: { uncovered: bigint; ranked: readonly RankedItem[]; prior: PriorWeights | undefined },
  { judgedSharePpm, supportSharePpm }: AttributionOptions,
): ReadonlyMap<number, bigint> {
  if (judgedSharePpm > MOST_JUDGED_PPM || judgedSharePpm + supportSharePpm > 1_000_000) {
    throw new RangeError(`judgedSharePpm is ${judgedSharePpm}; it may be at most ${MOST_JUDGED_PPM}, and 1,000,000 with supportSharePpm.`);
  }
  const credits = new Map<number, bigint>();
  if (judgedSharePpm === 0 || prior === undefined) return credits;
  const pool = share(uncovered, judgedSharePpm);
  const total = ranked.reduce((sum, { score }) => sum + BigInt(score), 0n);
  for (const { item, score } of ranked) {
    const weight = Math.min(LARGEST_WEIGHT, Math.max(0, weightOf(prior, index.contributionIds[item]!)));
    const part = (pool * BigInt(score)) / total;
    const credit = share((part * BigInt(weight)) / BigInt(LARGEST_WEIGHT), index.novelties[item]!);
    if (credit > 0n) credits.set(item, credit);
  }
  return credits;
}
