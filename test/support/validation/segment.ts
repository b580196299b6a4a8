import { bytesToHex, type Hex } from "viem";

import { treeLayers } from "../../../sdk/src/merkle/tree-layers.ts";
import { chunkLeaves } from "../../../sdk/src/text/chunk-leaves.ts";

const CHUNK = 32;

/** Where the shared bytes stand. */
export type Place = { readonly laterStart: number; readonly earlierStart: number; readonly length: number };

/** What completes the chunks around a stretch of an item, and the nodes beside them, as `IDuplicateCourt.Segment` wants them. */
function edgesOf(bytes: Uint8Array, salt: Hex, start: number, length: number) {
  const runEnd = Math.min(bytes.length, Math.ceil((start + length) / CHUNK) * CHUNK);
  const { layers } = treeLayers(chunkLeaves(bytes, salt));
  const siblings: Hex[] = [];
  let [first, end] = [Math.floor(start / CHUNK), Math.ceil(runEnd / CHUNK)];
  for (const layer of layers) {
    if (first % 2 === 1) siblings.push(bytesToHex(layer[first - 1]!));
    if (end % 2 === 1 && end < layer.length) siblings.push(bytesToHex(layer[end]!));
    [first, end] = [Math.floor(first / 2), Math.ceil(end / 2)];
  }
  return {
    head: bytesToHex(bytes.slice(start - (start % CHUNK), start)),
    tail: bytesToHex(bytes.slice(start + length, runEnd)),
    siblings,
  };
}

/** Proof that a stretch of bytes stands in both items. */
export function segmentOf(later: Uint8Array, earlier: Uint8Array, salt: Hex, { laterStart, earlierStart, length }: Place) {
  const [there, here] = [edgesOf(later, salt, laterStart, length), edgesOf(earlier, salt, earlierStart, length)];
  return {
    laterStart: BigInt(laterStart),
    earlierStart: BigInt(earlierStart),
    shared: bytesToHex(later.slice(laterStart, laterStart + length)),
    laterHead: there.head,
    laterTail: there.tail,
    earlierHead: here.head,
    earlierTail: here.tail,
    laterSiblings: there.siblings,
    earlierSiblings: here.siblings,
  };
}
