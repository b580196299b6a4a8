import { decodeNode, merkleProof, NODE_BYTES, type EpochRecord, type NodeFields, type NodePath } from "@openledger/sdk";
import { bytesToHex, keccak256, type Hex } from "viem";

import { pieces, type ObjectKind } from "../../gateway/src/epoch/store/epoch-objects.ts";

/** A node as a gateway commits to it, true or not. */
export type ClaimedNode = {
  readonly fields: NodeFields;
  /** 196 bytes. */
  readonly packed: Hex;
  readonly hash: Hex;
  /** The way from the top down to it. */
  readonly way: NodePath;
};

/** Gives a checked object, or undefined if nobody has it. */
export type ReadObject = (kind: ObjectKind, key: Hex) => Promise<Uint8Array | undefined>;

/** The top node of a committed epoch. */
export function topOf(record: EpochRecord): ClaimedNode {
  const packed = bytesToHex(record.top);
  return { fields: record.topFields, packed, hash: keccak256(packed), way: { nodes: [], indexes: [], paths: [] } };
}

/** A node's children, as many as its body commits to; undefined if nobody has them. */
export async function childrenOf(node: ClaimedNode, read: ReadObject): Promise<readonly ClaimedNode[] | undefined> {
  const bytes = await read("children", node.fields.body as Hex);
  if (bytes === undefined) return undefined;
  const all = pieces(bytes, NODE_BYTES)!.map((piece) => bytesToHex(piece));
  const hashes = all.map((packed) => keccak256(packed));
  return all.map((packed, index) => ({
    fields: decodeNode(packed),
    packed,
    hash: hashes[index]!,
    way: {
      nodes: [...node.way.nodes, packed],
      indexes: [...node.way.indexes, index],
      paths: [...node.way.paths, [...merkleProof(hashes, index)]],
    },
  }));
}

/** The node with a hash, if what is known of the epoch leads to it. */
export async function findNode(node: ClaimedNode, hash: Hex, read: ReadObject): Promise<ClaimedNode | undefined> {
  if (node.hash === hash) return node;
  if (node.fields.level === 0) return undefined;
  for (const child of (await childrenOf(node, read)) ?? []) {
    const found = await findNode(child, hash, read);
    if (found !== undefined) return found;
  }
  return undefined;
}
