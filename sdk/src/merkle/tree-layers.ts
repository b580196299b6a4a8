import { concatBytes } from "viem";

import { keccak } from "../bytes/keccak.ts";

/** A positional tree: all layers from the leaves (not padded) to the layer below the root, and the root. */
export interface TreeLayers {
  readonly layers: readonly (readonly Uint8Array[])[];
  readonly root: Uint8Array;
  /** Root of an empty subtree at each layer, `padding[0]` being 32 zero bytes. */
  readonly padding: readonly Uint8Array[];
}

/** Roots of empty subtrees, by depth. They are the same in every tree. */
const EMPTY: Uint8Array[] = [new Uint8Array(32)];

const emptyRoot = (depth: number): Uint8Array => {
  while (EMPTY.length <= depth) EMPTY.push(keccak(concatBytes([EMPTY.at(-1)!, EMPTY.at(-1)!])));
  return EMPTY[depth]!;
};

/** The positional Merkle tree of docs/formats/receipt.md, over 32-byte leaves. */
export function treeLayers(leaves: readonly Uint8Array[]): TreeLayers {
  const layers: (readonly Uint8Array[])[] = [];
  let layer = leaves;
  while (layer.length > 1) {
    const pad = emptyRoot(layers.length);
    layers.push(layer);
    const below = layer;
    layer = Array.from({ length: Math.ceil(below.length / 2) }, (_, i) => keccak(concatBytes([below[2 * i]!, below[2 * i + 1] ?? pad])));
  }
  return { layers, root: layer[0] ?? emptyRoot(0), padding: Array.from({ length: layers.length + 1 }, (_, depth) => emptyRoot(depth)) };
}
