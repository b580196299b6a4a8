import { writeFile } from "node:fs/promises";

import { writePrior } from "../../gateway/src/influence/prior-file.ts";
import { computePrior, INPUTS_ENDING, type PriorInputs } from "../../gateway/src/influence/prior-inputs.ts";
import { priorRoot } from "../../gateway/src/influence/prior.ts";
import { readCorpus } from "../attribute/read-corpus.ts";
import { wholeNumber } from "../validator/options.ts";
import { UsageError } from "../validator/output.ts";
import { readItems } from "./items.ts";
import type { PriorOptions } from "./options.ts";
import { inputsFileOf } from "./read.ts";

/** `compute`: writes a prior and its inputs. */
export async function compute(options: PriorOptions): Promise<{ readonly lines: readonly string[]; readonly json: unknown }> {
  const { positionals, adapter, base, probes, snapshots, vocabulary, epochs, dimensions, seed, out } = options;
  if (adapter === undefined) throw new UsageError("say what the prior is about: --adapter <hash of the adapter's or the model's weights>");
  if (base === undefined || probes === undefined)
    throw new UsageError("name the texts of the base model and those that items are judged by: --base FOLDER --probes FOLDER");
  if (snapshots.length !== 0 && snapshots.length !== positionals.length)
    throw new UsageError(`there are ${positionals.length} folders and ${snapshots.length} --snapshot; name one for each folder`);
  if (!out.endsWith(".json") || out.endsWith(INPUTS_ENDING)) throw new UsageError(`--out is ${out}; it must end with .json`);
  const epoch = wholeNumber("--epoch", options.epoch, 0, 2 ** 32 - 1);
  const textsOf = (folder: string): string[] => readCorpus(folder).items.map(({ text }) => text);
  const inputs: PriorInputs = {
    format: "openledger influence inputs 1",
    ...{ snapshots: [...snapshots], vocabulary, epochs, dimensions, base: textsOf(base), probes: textsOf(probes) },
  };
  const { items, snapshotRoot } = readItems(positionals);
  const prior = await computePrior(inputs, { adapter, epoch, snapshotRoot, seed, items });
  await writeFile(out, writePrior(prior));
  await writeFile(inputsFileOf(out), `${JSON.stringify(inputs)}\n`);
  const root = priorRoot(prior);
  return {
    lines: [
      `${out}: ${prior.weights.length} weights for snapshot ${snapshotRoot}, root ${root}`,
      `${inputsFileOf(out)}: what a re-run needs`,
    ],
    json: { file: out, inputs: inputsFileOf(out), root, snapshotRoot, weights: prior.weights.length },
  };
}
