import type { TreeLayers } from "./tree-layers.ts";

/** What is beside the leaves `[first, first + count)`, level by level from the leaves up, left before right. */
export function rangeProof({ layers, padding }: TreeLayers, first: number, count: number): readonly Uint8Array[] {
  const siblings: Uint8Array[] = [];
  let [low, high] = [first, first + count - 1];
  for (const [depth, layer] of layers.entries()) {
    if (low % 2 === 1) siblings.push(layer[low - 1]!);
    if (high % 2 === 0) siblings.push(layer[high + 1] ?? padding[depth]!);
    [low, high] = [Math.floor(low / 2), Math.floor(high / 2)];
  }
  return siblings;
}
