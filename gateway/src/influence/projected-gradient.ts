import { merkleRoot } from "@openledger/sdk";
import { keccak256, toHex, type Hex } from "viem";

import { tokenise } from "../attribution/tokenise.ts";
import { projectedGradients } from "./example-gradients.ts";
import { influenceOf } from "./influence.ts";
import { examplesOf, type ModelShape } from "./language-model.ts";
import { LARGEST_WEIGHT, type PriorTolerance } from "./prior.ts";
import type { InfluenceProvider } from "./provider.ts";
import { trainAdapter, trainBase } from "./train.ts";
import { createVocabulary } from "./vocabulary.ts";

export interface ProjectedGradientOptions {
  /** What the base model is trained on: texts that are not of the Datanet. */
  readonly baseTexts: readonly string[];
  /** Hash of the code that runs, as published; a re-run has to be of the same. */
  readonly codeHash: Hex;
  readonly vocabulary?: number;
  readonly epochs?: number;
  readonly dimensions?: number;
}

const shape: Omit<ModelShape, "vocabulary"> = { context: 5, embedding: 16, hidden: 32, rank: 4 };
/** One hundredth of the largest weight, for all but one item in a hundred: between machines only exp, log and tanh may round otherwise. */
const tolerance: PriorTolerance = { weight: 327, outliersPpm: 10_000 };

/**
 * Trains a small language model on the base texts and a LoRA adapter on the items, and projects every item's gradient: the influence of an item is the mean over the probes,
 * scaled so that the strongest item has 32,767. A demonstration model: it shows how priors come about, not how a large model learns.
 */
export function createProjectedGradientProvider({
  baseTexts,
  codeHash,
  vocabulary: size = 768,
  epochs = 4,
  dimensions = 384,
}: ProjectedGradientOptions): InfluenceProvider {
  const method = "projected-gradient";
  return {
    method,
    prior({ adapter: adapterHash, epoch, snapshotRoot, items, probes, seed }) {
      const ordered = [...items].sort((a, b) => (a.contributionId < b.contributionId ? -1 : 1));
      const words = ordered.map(({ text }) => tokenise(text).words);
      const base = baseTexts.map((text) => tokenise(text).words);
      const vocabulary = createVocabulary([...words, ...words, ...base], size);
      const own = { ...shape, vocabulary: vocabulary.size };
      const numbers = (texts: readonly (readonly string[])[]): readonly Int32Array[] => texts.map((text) => vocabulary.numbersOf(text));
      const weights = trainBase(own, examplesOf(numbers(base), own.context), { epochs: 2, rate: 0.005, batch: 32, seed });
      const examples = examplesOf(numbers(words), own.context);
      const adapter = trainAdapter(own, weights, examples, { epochs, rate: 0.01, batch: 32, seed });
      const probed = numbers(probes.map((text) => tokenise(text).words));
      const gradients = projectedGradients({ shape: own, base: weights, adapter }, [...numbers(words), ...probed], { dimensions, seed });
      const influence = influenceOf(gradients.slice(ordered.length), gradients.slice(0, ordered.length));
      const means = ordered.map((_, item) => influence.reduce((sum, row) => sum + row[item]!, 0));
      const largest = means.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      return Promise.resolve({
        ...{ adapter: adapterHash, epoch, snapshotRoot, method, codeHash, seed, tolerance },
        probesRoot: merkleRoot(probes.map((text) => keccak256(toHex(text)))),
        weights: ordered.map(({ contributionId }, item) => ({
          contributionId,
          weight: largest === 0 ? 0 : Math.round((LARGEST_WEIGHT * means[item]!) / largest),
        })),
      });
    },
  };
}
