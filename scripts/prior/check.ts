import { comparePriors, type PriorComparison } from "../../gateway/src/influence/compare-priors.ts";
import { computePrior, inputsProblem } from "../../gateway/src/influence/prior-inputs.ts";
import type { InfluencePrior } from "../../gateway/src/influence/prior.ts";
import { UsageError } from "../validator/output.ts";
import { readItems } from "./items.ts";
import type { PriorOptions } from "./options.ts";
import { inputsFileOf, readInputsFile, readPriorFile } from "./read.ts";

export type Rerun = { readonly prior: InfluencePrior; readonly rerun: InfluencePrior; readonly comparison: PriorComparison };

/** Computes a prior again from the same inputs and texts. @throws Error if what is given is not what the prior commits to. */
export async function rerun({ positionals, inputs: named }: PriorOptions): Promise<Rerun> {
  const [file, ...folders] = positionals;
  if (folders.length === 0) throw new UsageError("name the folders of the snapshots' texts behind the prior's file");
  const prior = await readPriorFile(file!);
  const inputs = await readInputsFile(named ?? inputsFileOf(file!));
  const problem = inputsProblem(prior, inputs);
  if (problem !== undefined) throw new Error(problem);
  const { items, snapshotRoot } = readItems(folders);
  if (snapshotRoot !== prior.snapshotRoot)
    throw new Error(`the folders hold snapshot ${snapshotRoot}, the prior is about ${prior.snapshotRoot}`);
  const { adapter, epoch, seed } = prior;
  const again = await computePrior(inputs, { adapter, epoch, seed, snapshotRoot, items });
  return { prior, rerun: again, comparison: comparePriors(prior, again) };
}

/** A comparison in words. */
export const inWords = (comparison: PriorComparison): string =>
  comparison.isWithin
    ? `borne out: the largest difference is ${comparison.largest}, ${comparison.beyond} weights differ by more than the tolerance`
    : `not borne out: ${comparison.reason}`;
