import type { TreeLayers } from "./tree-layers.ts";

/** Siblings of the leaf at `index`, from the leaf up. */
export function treeProof({ layers, padding }: TreeLayers, index: number): readonly Uint8Array[] {
  return layers.map((layer, depth) => layer[Math.floor(index / 2 ** depth) ^ 1] ?? padding[depth]!);
}
