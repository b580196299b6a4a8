import { bytesToHex, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { keccak } from "../bytes/keccak.ts";
import { toBytes } from "../bytes/to-bytes.ts";

/** Bytes of a chunk. */
export const CHUNK_BYTES = 32;

/**
 * Leaf of one chunk: `keccak256(salt | index u32 | length u8 | chunk padded to 32 bytes)`.
 * @param chunk 1 to 32 bytes, before padding.
 */
export function chunkLeaf(salt: Uint8Array, index: number, chunk: Uint8Array): Uint8Array {
  const padded = new Uint8Array(CHUNK_BYTES);
  padded.set(chunk);
  const writer = new ByteWriter(69).raw(salt).uint("chunk index", index, 4).uint("chunk length", chunk.length, 1).raw(padded);
  return keccak(writer.finish());
}

/** Leaves of all chunks of `bytes` under a 32-byte salt, in order. */
export function chunkLeaves(bytes: Uint8Array, salt: Hex): readonly Uint8Array[] {
  const saltBytes = toBytes("salt", salt, 32);
  return Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, index) =>
    chunkLeaf(saltBytes, index, bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)),
  );
}

/** `keccak256(byteLength u64 | tree)`. */
export function sealChunkTree(byteLength: number, tree: Uint8Array): Hex {
  return bytesToHex(keccak(new ByteWriter(40).uint("byte length", byteLength, 8).raw(tree).finish()));
}
