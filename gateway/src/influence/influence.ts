import { cholesky, solve } from "./matrix.ts";

/** Damping of the Fisher matrix, as a share of its mean diagonal. */
const damping = 1;

/**
 * Influence of each item on each output: projected gradients against the inverse of the items' Fisher matrix, as TRAK and LoGra do. Positive: the item made the
 * output likelier.
 * @returns By output, by item.
 */
export function influenceOf(outputs: readonly Float64Array[], items: readonly Float64Array[]): readonly Float64Array[] {
  const size = items[0]?.length ?? 0;
  if (size === 0) return outputs.map(() => new Float64Array(items.length));
  const fisher = new Float64Array(size * size);
  for (const item of items) {
    for (let i = 0; i < size; i++) {
      const value = item[i]! / items.length;
      for (let j = 0; j < size; j++) fisher[i * size + j]! += value * item[j]!;
    }
  }
  let trace = 0;
  for (let i = 0; i < size; i++) trace += fisher[i * size + i]!;
  for (let i = 0; i < size; i++) fisher[i * size + i]! += (damping * trace) / size + 1e-12;
  const lower = cholesky(fisher, size);
  return outputs.map((output) => {
    const direction = solve(lower, size, output);
    return Float64Array.from(items, (item) => item.reduce((sum, value, i) => sum + value * direction[i]!, 0));
  });
}
