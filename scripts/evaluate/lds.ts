import type { GroundTruth } from "./ground-truth.ts";
import { spearman } from "./statistics.ts";

/** A method's shares: by output, by contributor. */
export type Shares = readonly (readonly number[])[];

/** Linear datamodeling score of each output: does the sum of the shares of who was trained on rank the retrained models as they really turned out? */
export function linearDatamodelingScores({ subsets, subsetValues }: GroundTruth, shares: Shares): readonly number[] {
  return shares.map((share, output) =>
    spearman(
      subsets.map((subset) => subset.reduce((sum, contributor) => sum + share[contributor]!, 0)),
      subsetValues.map((values) => values[output]!),
    ),
  );
}

/** Rank correlation, by output, of the shares with what leaving each contributor out really costs. */
export function leaveOneOutCorrelations({ leftOutLosses }: GroundTruth, shares: Shares): readonly number[] {
  return shares.map((share, output) =>
    spearman(
      share,
      leftOutLosses.map((losses) => losses[output]!),
    ),
  );
}
