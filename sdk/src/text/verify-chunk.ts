import { bytesToHex, type Hex } from "viem";

import { toBytes } from "../bytes/to-bytes.ts";
import { climbProof } from "../merkle/climb-proof.ts";
import { CHUNK_BYTES, chunkLeaf, sealChunkTree } from "./chunk-leaves.ts";
import type { ChunkProof } from "./chunk-proof.ts";

/**
 * Whether `opened` is the chunk at its place in the bytes behind `root`.
 * @throws InvalidBytesError if root, salt, chunk or a sibling is not hex of the right length.
 */
export function verifyChunk({ root, salt, opened }: { readonly root: Hex; readonly salt: Hex; readonly opened: ChunkProof }): boolean {
  const { byteLength, index, proof } = opened;
  const chunk = toBytes("chunk", opened.chunk);
  const expectedRoot = bytesToHex(toBytes("root", root, 32));
  if (!Number.isSafeInteger(byteLength) || !Number.isSafeInteger(index) || index < 0) return false;
  // The length in the root fixes how long each chunk is and how many there are.
  if (chunk.length === 0 || chunk.length !== Math.min(CHUNK_BYTES, byteLength - index * CHUNK_BYTES)) return false;
  const leafCount = Math.ceil(byteLength / CHUNK_BYTES);
  const tree = climbProof({ leaf: chunkLeaf(toBytes("salt", salt, 32), index, chunk), index, leafCount, proof });
  return tree !== undefined && sealChunkTree(byteLength, tree) === expectedRoot;
}
