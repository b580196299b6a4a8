import { backward, createDeltas } from "./backward.ts";
import { createActivations, forward } from "./forward.ts";
import { examplesOf, zerosLike, type AdapterWeights, type BaseWeights, type ModelShape } from "./language-model.ts";
import { transpose } from "./matrix.ts";
import { createRandom } from "./random.ts";

const rowsAtOnce = 64;

/** Gradient of each text's log-likelihood in the adapter's weights, projected to `dimensions` by random signs that `seed` fixes. */
export function projectedGradients(
  { shape, base, adapter }: { shape: ModelShape; base: BaseWeights; adapter: AdapterWeights },
  texts: readonly Int32Array[],
  { dimensions, seed }: { dimensions: number; seed: number },
): readonly Float64Array[] {
  const layers = { adapter, secondByHidden: transpose(base.second, shape.vocabulary, shape.hidden) };
  const [activations, deltas] = [createActivations(shape, rowsAtOnce), createDeltas(shape, rowsAtOnce)];
  const signs = createSigns(
    Object.values<Float64Array>({ ...adapter }).reduce((sum, { length }) => sum + length, 0),
    dimensions,
    seed,
  );
  return texts.map((text) => {
    const examples = examplesOf([text], shape.context);
    const gradient = zerosLike(adapter);
    for (let from = 0; from < examples.count; from += rowsAtOnce) {
      const at = Int32Array.from({ length: Math.min(rowsAtOnce, examples.count - from) }, (_, i) => from + i);
      forward(shape, base, adapter, examples, at, activations);
      backward(shape, layers, examples, at, activations, deltas, { adapter: gradient });
    }
    return project(Object.values<Float64Array>({ ...gradient }), signs, dimensions);
  });
}

/** One bit for each pair of weight and dimension, 32 to a word. */
function createSigns(weights: number, dimensions: number, seed: number): Uint32Array {
  const random = createRandom(seed);
  return Uint32Array.from({ length: weights * Math.ceil(dimensions / 32) }, () => random.below(4_294_967_296));
}

function project(parts: readonly Float64Array[], signs: Uint32Array, dimensions: number): Float64Array {
  const out = new Float64Array(dimensions);
  const wordsEach = Math.ceil(dimensions / 32);
  let weight = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, weight++) {
      const value = part[i]!;
      if (value === 0) continue;
      for (let k = 0; k < dimensions; k++) {
        if ((signs[weight * wordsEach + (k >>> 5)]! >>> (k & 31)) & 1) out[k]! += value;
        else out[k]! -= value;
      }
    }
  }
  const scale = 1 / Math.sqrt(dimensions);
  return out.map((value) => value * scale);
}
