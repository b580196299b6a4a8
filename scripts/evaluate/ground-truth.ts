import { examplesOf, type AdapterWeights, type BaseWeights, type ModelShape } from "../../gateway/src/influence/language-model.ts";
import { createRandom } from "../../gateway/src/influence/random.ts";
import { sampleText } from "../../gateway/src/influence/sample-text.ts";
import { trainAdapter, trainBase, type Training } from "../../gateway/src/influence/train.ts";
import { createVocabulary, type Vocabulary } from "../../gateway/src/influence/vocabulary.ts";
import type { Domain, Output } from "./domain.ts";
import { retrainAll } from "./retrain-all.ts";

export type TrainedDomain = {
  readonly shape: ModelShape;
  readonly vocabulary: Vocabulary;
  readonly base: BaseWeights;
  readonly training: Training;
  /** Trained on everybody. */
  readonly adapter: AdapterWeights;
  /** By contributor: items as word numbers. */
  readonly items: readonly (readonly Int32Array[])[];
  /** The domain's outputs, and one for each contributor that the adapter composed itself. */
  readonly outputs: readonly Output[];
};

/** What really happens to each output when contributors are left out of training. */
export type GroundTruth = {
  /** Random halves of the contributors; for each the mean log-probability of every output. */
  readonly subsets: readonly (readonly number[])[];
  readonly subsetValues: readonly (readonly number[])[];
  /** By contributor left out, by output: how much the log-probability falls. */
  readonly leftOutLosses: readonly (readonly number[])[];
};

const vocabularySize = 768;
const sizes = { context: 5, embedding: 16, hidden: 32, rank: 4 };
const ownWords = 48;
const ownTemperature = 0.8;

export function trainDomain(domain: Domain, seed: number): TrainedDomain {
  const allItems = domain.contributors.flatMap(({ items }) => items);
  // The Datanet's words count twice: the adapter has to speak them.
  const vocabulary = createVocabulary([...allItems, ...allItems, ...domain.base], vocabularySize);
  const shape = { ...sizes, vocabulary: vocabulary.size };
  const base = trainBase(
    shape,
    examplesOf(
      domain.base.map((text) => vocabulary.numbersOf(text)),
      shape.context,
    ),
    { epochs: 2, rate: 0.005, batch: 32, seed },
  );
  const training: Training = { epochs: 4, rate: 0.01, batch: 32, seed };
  const items = domain.contributors.map(({ items: texts }) => texts.map((text) => vocabulary.numbersOf(text)));
  const adapter = trainAdapter(shape, base, examplesOf(items.flat(), shape.context), training);
  const numbers = createRandom(seed ^ 0x0057_0000);
  const own = domain.contributors.map(({ held }, source): Output => {
    const prompt = [...vocabulary.numbersOf(held[0]!.slice(0, shape.context))];
    const words = sampleText(shape, base, adapter, { prompt, words: ownWords, temperature: ownTemperature, numbers });
    return { kind: "own", source, words: words.map((word) => vocabulary.words[word]!) };
  });
  return { shape, vocabulary, base, training, adapter, items, outputs: [...domain.outputs, ...own] };
}

/** Really retrains: once for each random half, once without each contributor. */
export async function retrainDomain(
  trained: TrainedDomain,
  { subsets: count, seed }: { subsets: number; seed: number },
): Promise<GroundTruth> {
  const numbers = createRandom(seed ^ 0x5e75_0000);
  const everybody = trained.items.map((_, contributor) => contributor);
  const subsets = Array.from({ length: count }, () =>
    numbers
      .shuffle(everybody)
      .slice(0, Math.floor(everybody.length / 2))
      .sort((a, b) => a - b),
  );
  const outputs = trained.outputs.map(({ words }) => trained.vocabulary.numbersOf(words));
  const lists = [...subsets, ...everybody.map((left) => everybody.filter((contributor) => contributor !== left)), everybody];
  const { shape, base, items, training } = trained;
  const values = await retrainAll({ shape, base, items, outputs, training }, lists);
  const whole = values.at(-1)!;
  return {
    subsets,
    subsetValues: values.slice(0, count),
    leftOutLosses: values.slice(count, -1).map((without) => without.map((value, output) => whole[output]! - value)),
  };
}
