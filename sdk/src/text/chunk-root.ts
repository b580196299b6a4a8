import type { Hex } from "viem";

import { treeLayers } from "../merkle/tree-layers.ts";
import { chunkLeaves, sealChunkTree } from "./chunk-leaves.ts";

/**
 * Commits to any bytes under a salt (docs/formats/canonical-text.md). Empty bytes have a root too.
 * @param salt 32 bytes.
 * @throws InvalidBytesError if the salt is not 32 bytes.
 */
export function chunkRoot(bytes: Uint8Array, salt: Hex): Hex {
  return sealChunkTree(bytes.length, treeLayers(chunkLeaves(bytes, salt)).root);
}
