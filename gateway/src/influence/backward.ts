import type { Activations } from "./forward.ts";
import type { AdapterWeights, BaseWeights, Examples, ModelShape } from "./language-model.ts";
import { addOuter, multiply } from "./matrix.ts";

/** Where gradients of the log-likelihood are added; what is left out is not computed. */
export interface Gradients {
  readonly base?: BaseWeights;
  readonly adapter?: AdapterWeights;
}

/** Working space of the backward pass. */
export interface Deltas {
  readonly hidden: Float64Array;
  readonly low: Float64Array;
  readonly inputs: Float64Array;
}

export function createDeltas({ context, embedding, hidden, rank }: ModelShape, rows: number): Deltas {
  return {
    hidden: new Float64Array(rows * hidden),
    low: new Float64Array(rows * rank),
    inputs: new Float64Array(rows * context * embedding),
  };
}

/**
 * Adds the gradient of the examples' log-likelihood. Overwrites the activations' probabilities.
 * @param secondByHidden The base's second layer, transposed.
 * @param firstByInput The base's first layer, transposed; needed for base gradients only.
 */
export function backward(
  shape: ModelShape,
  {
    adapter,
    secondByHidden,
    firstByInput,
  }: { adapter: AdapterWeights | undefined; secondByHidden: Float64Array; firstByInput?: Float64Array },
  { contexts, targets }: Examples,
  at: Int32Array,
  activations: Activations,
  deltas: Deltas,
  into: Gradients,
): void {
  const { vocabulary, context, embedding, hidden, rank } = shape;
  const rows = at.length;
  const width = context * embedding;
  const logits = activations.probabilities;
  for (let i = 0; i < rows * vocabulary; i++) logits[i] = -logits[i]!;
  for (let row = 0; row < rows; row++) logits[row * vocabulary + targets[at[row]!]!]! += 1;

  multiply(deltas.hidden, logits, secondByHidden, { rows, inner: vocabulary, outputs: hidden });
  if (adapter) {
    multiply(deltas.low, logits, adapter.secondUp, { rows, inner: vocabulary, outputs: rank });
    if (into.adapter) {
      addOuter(into.adapter.secondUp, activations.secondLow, logits, { rows, width: rank, inner: vocabulary });
      addOuter(into.adapter.secondDown, deltas.low, activations.hidden, { rows, width: rank, inner: hidden });
    }
    addDown(deltas.hidden, deltas.low, adapter.secondDown, rows, rank, hidden);
  }
  if (into.base) {
    addOuter(into.base.second, logits, activations.hidden, { rows, width: vocabulary, inner: hidden });
    for (let row = 0; row < rows; row++) for (let i = 0; i < vocabulary; i++) into.base.secondBias[i]! += logits[row * vocabulary + i]!;
  }

  for (let i = 0; i < rows * hidden; i++) deltas.hidden[i]! *= 1 - activations.hidden[i]! ** 2;
  if (adapter && into.adapter) {
    multiply(deltas.low, deltas.hidden, adapter.firstUp, { rows, inner: hidden, outputs: rank });
    addOuter(into.adapter.firstUp, activations.firstLow, deltas.hidden, { rows, width: rank, inner: hidden });
    addOuter(into.adapter.firstDown, deltas.low, activations.inputs, { rows, width: rank, inner: width });
  }
  if (into.base && firstByInput) {
    addOuter(into.base.first, deltas.hidden, activations.inputs, { rows, width: hidden, inner: width });
    for (let row = 0; row < rows; row++) for (let i = 0; i < hidden; i++) into.base.firstBias[i]! += deltas.hidden[row * hidden + i]!;
    multiply(deltas.inputs, deltas.hidden, firstByInput, { rows, inner: hidden, outputs: width });
    for (let row = 0; row < rows; row++) {
      for (let place = 0; place < context; place++) {
        const word = contexts[at[row]! * context + place]! * embedding;
        for (let k = 0; k < embedding; k++) into.base.words[word + k]! += deltas.inputs[row * width + place * embedding + k]!;
      }
    }
  }
}

function addDown(out: Float64Array, low: Float64Array, down: Float64Array, rows: number, rank: number, width: number): void {
  for (let row = 0; row < rows; row++) {
    for (let r = 0; r < rank; r++) {
      const scale = low[row * rank + r]!;
      for (let i = 0; i < width; i++) out[row * width + i]! += scale * down[r * width + i]!;
    }
  }
}
