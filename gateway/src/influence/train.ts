import { backward, createDeltas } from "./backward.ts";
import { createActivations, forward } from "./forward.ts";
import {
  createAdapter,
  createBase,
  zerosLike,
  type AdapterWeights,
  type BaseWeights,
  type Examples,
  type ModelShape,
} from "./language-model.ts";
import { transpose } from "./matrix.ts";
import { createRandom } from "./random.ts";

export interface Training {
  readonly epochs: number;
  /** Step size of Adam at the start; it falls to a tenth of it, linearly. */
  readonly rate: number;
  /** Examples a step. */
  readonly batch: number;
  /** Of the start weights and of the order of the examples. */
  readonly seed: number;
}

type Weights = Readonly<Record<string, Float64Array>>;

const firstDecay = 0.9;
const secondDecay = 0.99;

/** Adam, upwards: gradients are of the log-likelihood. */
function createAdam(weights: Weights): (gradients: Weights, rate: number) => void {
  const first = zerosLike(weights);
  const second = zerosLike(weights);
  let steps = 0;
  return (gradients, rate) => {
    steps++;
    const size = (rate * Math.sqrt(1 - secondDecay ** steps)) / (1 - firstDecay ** steps);
    for (const [name, values] of Object.entries(weights)) {
      const [gradient, mean, square] = [gradients[name]!, first[name]!, second[name]!];
      for (let i = 0; i < values.length; i++) {
        const slope = gradient[i]!;
        mean[i] = firstDecay * mean[i]! + (1 - firstDecay) * slope;
        square[i] = secondDecay * square[i]! + (1 - secondDecay) * slope * slope;
        values[i]! += (size * mean[i]!) / (Math.sqrt(square[i]!) + 1e-8);
        gradient[i] = 0;
      }
    }
  };
}

function* batches(count: number, { epochs, batch, rate, seed }: Training): Generator<{ at: Int32Array; rate: number }> {
  const numbers = createRandom(seed);
  const all = Array.from({ length: count }, (_, i) => i);
  const steps = epochs * Math.ceil(count / batch);
  for (let epoch = 0, step = 0; epoch < epochs; epoch++) {
    const order = Int32Array.from(numbers.shuffle(all));
    for (let from = 0; from < count; from += batch, step++) {
      yield { at: order.subarray(from, Math.min(count, from + batch)), rate: rate * (1 - (0.9 * step) / steps) };
    }
  }
}

/** Trains the base model. Deterministic. */
export function trainBase(shape: ModelShape, examples: Examples, training: Training): BaseWeights {
  const base = createBase(shape, createRandom(training.seed ^ 0x0b45_e000));
  const gradients = zerosLike(base);
  const step = createAdam({ ...base });
  const [activations, deltas] = [createActivations(shape, training.batch), createDeltas(shape, training.batch)];
  for (const { at, rate } of batches(examples.count, training)) {
    forward(shape, base, undefined, examples, at, activations);
    const layers = {
      adapter: undefined,
      secondByHidden: transpose(base.second, shape.vocabulary, shape.hidden),
      firstByInput: transpose(base.first, shape.hidden, shape.context * shape.embedding),
    };
    backward(shape, layers, examples, at, activations, deltas, { base: gradients });
    step({ ...gradients }, rate);
  }
  return base;
}

/** Trains a fresh adapter on top of a base that does not change. Deterministic. */
export function trainAdapter(shape: ModelShape, base: BaseWeights, examples: Examples, training: Training): AdapterWeights {
  const adapter = createAdapter(shape, createRandom(training.seed ^ 0x0ada_0000));
  const gradients = zerosLike(adapter);
  const step = createAdam({ ...adapter });
  const [activations, deltas] = [createActivations(shape, training.batch), createDeltas(shape, training.batch)];
  const layers = { adapter, secondByHidden: transpose(base.second, shape.vocabulary, shape.hidden) };
  for (const { at, rate } of batches(examples.count, training)) {
    forward(shape, base, adapter, examples, at, activations);
    backward(shape, layers, examples, at, activations, deltas, { adapter: gradients });
    step({ ...gradients }, rate);
  }
  return adapter;
}
