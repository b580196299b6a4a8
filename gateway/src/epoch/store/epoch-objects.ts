import { EPOCH_LIMITS, merkleRoot, NODE_BYTES, wordTree } from "@openledger/sdk";
import { bytesToHex, concatBytes, keccak256, type Hex } from "viem";

/**
 * What a store holds, and what the key commits to (docs/epoch-rail.md):
 * `chunks` a chunk's bytes, by their hash; `children` the packed nodes below a node, by its body; `vectors` the leaves of a vector, by its root;
 * `shares` the share blocks of a chunk's receipts, by its shares root; `words` payout words, by the payout root.
 */
export const OBJECT_KINDS = ["chunks", "children", "vectors", "shares", "words"] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

const LEAF = 32;
const SHARE_BLOCK = 128;

/** Cuts bytes into pieces of one size; undefined if they do not come out even. */
export function pieces(bytes: Uint8Array, size: number): readonly Uint8Array[] | undefined {
  if (bytes.length % size !== 0) return undefined;
  return Array.from({ length: bytes.length / size }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

/** Share blocks of each receipt from an object of kind `shares`: a count byte, then so many blocks, for each receipt. */
export function readShares(bytes: Uint8Array): readonly (readonly Uint8Array[])[] | undefined {
  const rows: (readonly Uint8Array[])[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + bytes[at]! * SHARE_BLOCK;
    if (bytes[at] === 0 || end > bytes.length) return undefined;
    rows.push(pieces(bytes.subarray(at + 1, end), SHARE_BLOCK)!);
    at = end;
  }
  return rows;
}

/** Depth and words of an object of kind `words`: a depth byte, then the words, without the zeros at the end. */
export function readWords(bytes: Uint8Array): { readonly depth: number; readonly words: readonly bigint[] } | undefined {
  const depth = bytes[0];
  const leaves = pieces(bytes.subarray(1), LEAF);
  if (depth === undefined || depth > EPOCH_LIMITS.payoutDepth || leaves === undefined || leaves.length > 2 ** depth) return undefined;
  return { depth, words: leaves.map((leaf) => BigInt(bytesToHex(leaf))) };
}

/** Whether the bytes are what the key commits to. */
export function isObjectTrue(kind: ObjectKind, key: Hex, bytes: Uint8Array): boolean {
  return rootOf(kind, bytes) === key.toLowerCase();
}

function rootOf(kind: ObjectKind, bytes: Uint8Array): Hex | undefined {
  switch (kind) {
    case "chunks":
      return keccak256(bytes);
    case "children": {
      const nodes = pieces(bytes, NODE_BYTES);
      return nodes && merkleRoot(nodes.map((node) => keccak256(node)));
    }
    case "vectors": {
      const leaves = pieces(bytes, LEAF);
      return leaves && merkleRoot(leaves.map((leaf) => bytesToHex(leaf)));
    }
    case "shares": {
      const rows = readShares(bytes);
      return rows && merkleRoot(rows.map((blocks) => keccak256(concatBytes(blocks.map((block) => keccak256(block, "bytes"))))));
    }
    case "words": {
      const content = readWords(bytes);
      return content && bytesToHex(wordTree(content.words, content.depth).root);
    }
  }
}
