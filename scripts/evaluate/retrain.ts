import { meanLogProbability } from "../../gateway/src/influence/forward.ts";
import { examplesOf, type BaseWeights, type ModelShape } from "../../gateway/src/influence/language-model.ts";
import { trainAdapter, type Training } from "../../gateway/src/influence/train.ts";

/** Everything that is needed to train an adapter on some contributors and to see what it makes of the outputs. Plain data, so that it can go to a thread. */
export type Retraining = {
  readonly shape: ModelShape;
  readonly base: BaseWeights;
  /** By contributor: items as word numbers. */
  readonly items: readonly (readonly Int32Array[])[];
  readonly outputs: readonly Int32Array[];
  readonly training: Training;
};

/** Trains an adapter on the named contributors alone. @returns Mean log-probability of each output. */
export function retrain({ shape, base, items, outputs, training }: Retraining, contributors: readonly number[]): readonly number[] {
  const texts = contributors.flatMap((contributor) => items[contributor]!);
  const adapter = trainAdapter(shape, base, examplesOf(texts, shape.context), training);
  return outputs.map((output) => meanLogProbability(shape, base, adapter, examplesOf([output], shape.context)));
}
