import { EPOCH_LIMITS, merkleRoot, NODE_BYTES, wordTree, type Epoch, type EpochNode } from "@openledger/sdk";
import { bytesToHex, concatBytes, keccak256, numberToBytes, type Hex } from "viem";

/**
 * What a store holds, and what the key commits to (docs/epoch-rail.md):
 * `chunks` a chunk's bytes, by their hash; `children` the packed nodes below a node, by its body; `vectors` the leaves of a vector, by its root;
 * `shares` the share blocks of a chunk's receipts, by its shares root; `words` payout words, by the payout root.
 */
export const OBJECT_KINDS = ["chunks", "children", "vectors", "shares", "words"] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

export interface EpochObject {
  readonly kind: ObjectKind;
  readonly key: Hex;
  readonly bytes: Uint8Array;
}

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

function* vectorsOf(node: EpochNode): Iterable<EpochObject> {
  for (const vector of [node.credits, node.debits]) {
    if (vector.leaves.length > 0) yield { kind: "vectors", key: bytesToHex(vector.root), bytes: concatBytes([...vector.leaves]) };
  }
}

/** Everything that is published of an epoch, from which anybody rebuilds and proves. */
export function* objectsOf({ levels, chunks, words, payouts }: Epoch): Iterable<EpochObject> {
  for (const chunk of chunks) {
    yield { kind: "chunks", key: toHex(chunk.fields.body), bytes: chunk.bytes };
    const rows = chunk.shareBlocks.map((blocks) => concatBytes([Uint8Array.of(blocks.length), ...blocks]));
    yield { kind: "shares", key: toHex(chunk.fields.sharesRoot), bytes: concatBytes(rows) };
    yield* vectorsOf(chunk);
  }
  for (let level = 1; level < levels.length; level++) {
    for (const [place, node] of levels[level]!.entries()) {
      const first = place * EPOCH_LIMITS.nodeWidth;
      const children = levels[level - 1]!.slice(first, first + EPOCH_LIMITS.nodeWidth);
      yield { kind: "children", key: toHex(node.fields.body), bytes: concatBytes(children.map(({ packed }) => packed)) };
      yield* vectorsOf(node);
    }
  }
  const leaves = words.map((word) => numberToBytes(word, { size: 32 }));
  yield { kind: "words", key: bytesToHex(payouts.root), bytes: concatBytes([Uint8Array.of(payouts.depth), ...leaves]) };
}

const toHex = (value: Hex | Uint8Array): Hex => (typeof value === "string" ? value : bytesToHex(value));
