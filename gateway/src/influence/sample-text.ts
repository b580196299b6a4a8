import { createActivations, forward } from "./forward.ts";
import { UNKNOWN, type AdapterWeights, type BaseWeights, type ModelShape } from "./language-model.ts";
import type { Random } from "./random.ts";

/** Words that the model composes after a prompt. @param temperature Below 1 likely words are likelier still. */
export function sampleText(
  shape: ModelShape,
  base: BaseWeights,
  adapter: AdapterWeights | undefined,
  { prompt, words, temperature, numbers }: { prompt: readonly number[]; words: number; temperature: number; numbers: Random },
): readonly number[] {
  const activations = createActivations(shape, 1);
  const text = [...prompt];
  const at = Int32Array.of(0);
  for (let word = 0; word < words; word++) {
    const contexts = Int32Array.from({ length: shape.context }, (_, i) => text[text.length - shape.context + i] ?? 0);
    forward(shape, base, adapter, { count: 1, contexts, targets: Int32Array.of(UNKNOWN) }, at, activations);
    const weights = activations.probabilities.map((probability) => (probability > 0 ? probability ** (1 / temperature) : 0));
    let left = numbers.next() * weights.reduce((sum, weight) => sum + weight, 0);
    let next = UNKNOWN + 1;
    while (next + 1 < weights.length && left >= weights[next]!) left -= weights[next++]!;
    text.push(next);
  }
  return text.slice(prompt.length);
}
