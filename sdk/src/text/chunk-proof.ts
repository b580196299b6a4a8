import { bytesToHex, type Hex } from "viem";

import { NoSuchLeafError } from "../merkle/errors.ts";
import { treeLayers } from "../merkle/tree-layers.ts";
import { treeProof } from "../merkle/tree-proof.ts";
import { CHUNK_BYTES, chunkLeaves } from "./chunk-leaves.ts";

/** One opened chunk. */
export interface ChunkProof {
  /** Length of all the bytes. */
  readonly byteLength: number;
  /** The chunk's place, from 0. */
  readonly index: number;
  /** 1 to 32 bytes, without padding. */
  readonly chunk: Hex;
  /** Siblings from the leaf up. */
  readonly proof: readonly Hex[];
}

/**
 * Opens one chunk of `bytes`, to be checked against their `chunkRoot` without the rest.
 * @throws NoSuchLeafError if there is no chunk of that index; InvalidBytesError for a bad salt.
 */
export function chunkProof(bytes: Uint8Array, salt: Hex, index: number): ChunkProof {
  const leaves = chunkLeaves(bytes, salt);
  if (!Number.isSafeInteger(index) || index < 0 || index >= leaves.length) {
    throw new NoSuchLeafError({ what: "chunk", index, count: leaves.length });
  }
  const chunk = bytesToHex(bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES));
  return { byteLength: bytes.length, index, chunk, proof: treeProof(treeLayers(leaves), index).map((node) => bytesToHex(node)) };
}
