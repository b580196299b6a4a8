import { START, UNKNOWN, type AdapterWeights, type BaseWeights, type Examples, type ModelShape } from "./language-model.ts";
import { multiply } from "./matrix.ts";

/** What a forward pass leaves for the backward pass, for up to `rows` examples. */
export interface Activations {
  readonly inputs: Float64Array;
  readonly firstLow: Float64Array;
  readonly hidden: Float64Array;
  readonly secondLow: Float64Array;
  /** Probabilities of the next word. */
  readonly probabilities: Float64Array;
}

export function createActivations({ vocabulary, context, embedding, hidden, rank }: ModelShape, rows: number): Activations {
  return {
    inputs: new Float64Array(rows * context * embedding),
    firstLow: new Float64Array(rows * rank),
    hidden: new Float64Array(rows * hidden),
    secondLow: new Float64Array(rows * rank),
    probabilities: new Float64Array(rows * vocabulary),
  };
}

function addUp(out: Float64Array, low: Float64Array, up: Float64Array, rows: number, rank: number, width: number): void {
  for (let row = 0; row < rows; row++) {
    for (let r = 0; r < rank; r++) {
      const scale = low[row * rank + r]!;
      const [at, from] = [row * width, r * width];
      for (let i = 0; i < width; i++) out[at + i]! += scale * up[from + i]!;
    }
  }
}

function softmax(values: Float64Array, rows: number, width: number): void {
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    let most = -Infinity;
    for (let i = UNKNOWN + 1; i < width; i++) if (values[from + i]! > most) most = values[from + i]!;
    let sum = 0;
    for (let i = UNKNOWN + 1; i < width; i++) sum += values[from + i] = Math.exp(values[from + i]! - most);
    values[from + START] = 0;
    values[from + UNKNOWN] = 0;
    for (let i = UNKNOWN + 1; i < width; i++) values[from + i]! /= sum;
  }
}

/**
 * Predicts the examples `at[from … from + rows)`.
 * @param at Which examples, in which order.
 * @returns Sum of the natural logarithms of the targets' probabilities.
 */
export function forward(
  shape: ModelShape,
  base: BaseWeights,
  adapter: AdapterWeights | undefined,
  { contexts, targets }: Examples,
  at: Int32Array,
  into: Activations,
): number {
  const { vocabulary, context, embedding, hidden, rank } = shape;
  const rows = at.length;
  const width = context * embedding;
  for (let row = 0; row < rows; row++) {
    for (let place = 0; place < context; place++) {
      const word = contexts[at[row]! * context + place]! * embedding;
      const to = row * width + place * embedding;
      for (let k = 0; k < embedding; k++) into.inputs[to + k] = base.words[word + k]!;
    }
  }
  for (let row = 0; row < rows; row++) into.hidden.set(base.firstBias, row * hidden);
  multiply(into.hidden, into.inputs, base.first, { rows, inner: width, outputs: hidden, add: true });
  if (adapter) {
    multiply(into.firstLow, into.inputs, adapter.firstDown, { rows, inner: width, outputs: rank });
    addUp(into.hidden, into.firstLow, adapter.firstUp, rows, rank, hidden);
  }
  for (let i = 0; i < rows * hidden; i++) into.hidden[i] = Math.tanh(into.hidden[i]!);

  for (let row = 0; row < rows; row++) into.probabilities.set(base.secondBias, row * vocabulary);
  multiply(into.probabilities, into.hidden, base.second, { rows, inner: hidden, outputs: vocabulary, add: true });
  if (adapter) {
    multiply(into.secondLow, into.hidden, adapter.secondDown, { rows, inner: hidden, outputs: rank });
    addUp(into.probabilities, into.secondLow, adapter.secondUp, rows, rank, vocabulary);
  }
  softmax(into.probabilities, rows, vocabulary);
  let total = 0;
  for (let row = 0; row < rows; row++) total += Math.log(into.probabilities[row * vocabulary + targets[at[row]!]!]! + 1e-12);
  return total;
}

const rowsAtOnce = 64;

/** Mean natural logarithm of the probability of all examples. */
export function meanLogProbability(shape: ModelShape, base: BaseWeights, adapter: AdapterWeights | undefined, examples: Examples): number {
  const activations = createActivations(shape, rowsAtOnce);
  let total = 0;
  for (let from = 0; from < examples.count; from += rowsAtOnce) {
    const at = Int32Array.from({ length: Math.min(rowsAtOnce, examples.count - from) }, (_, i) => from + i);
    total += forward(shape, base, adapter, examples, at, activations);
  }
  return total / Math.max(1, examples.count);
}
