import {
  BaseError,
  NODE_BYTES,
  decodeChunk,
  decodeNode,
  encodeReceipt,
  merkleProof,
  merkleRoot,
  receiptId,
  type Leg,
  type Receipt,
} from "@openledger/sdk";
import { bytesToHex, keccak256, sliceHex, type Hex } from "viem";

import type { ObjectKind, ReadObject } from "./fetch-object.ts";

/** The top node in a record. */
const [TOP, TOP_END] = [74, 270];

/** A receipt shown to stand in an epoch: what `verifyEpochReceiptProof` of the sdk takes, and the receipt's legs. */
export interface OpenedReceipt {
  readonly receiptId: Hex;
  readonly packed: Hex;
  readonly nodes: readonly Hex[];
  readonly indexes: readonly number[];
  readonly paths: readonly (readonly Hex[])[];
  /** Place among the `count` receipts of its chunk, which starts at `firstSequence`; `root` over their ids. */
  readonly index: number;
  readonly count: number;
  readonly firstSequence: number;
  readonly root: Hex;
  readonly proof: readonly Hex[];
  readonly legs: readonly Leg[];
}

/** Why a receipt cannot be opened; `isFalse` if what is published is not what the epoch commits to. */
export interface Unopened {
  readonly problem: string;
  readonly isFalse: boolean;
}

const FALSE: Unopened = { problem: "what the gateway publishes does not give the hash that the epoch commits to", isFalse: true };

/** The nodes below a node, if they are those that its body commits to. */
const childrenOf = (bytes: Uint8Array, body: Hex): readonly Hex[] | null => {
  if (bytes.length === 0 || bytes.length % NODE_BYTES !== 0) return null;
  const nodes = Array.from({ length: bytes.length / NODE_BYTES }, (_, i) =>
    bytesToHex(bytes.subarray(i * NODE_BYTES, (i + 1) * NODE_BYTES)),
  );
  return merkleRoot(nodes.map((node) => keccak256(node))) === body ? nodes : null;
};

/** A chunk shown to stand in an epoch. */
export interface OpenedChunk {
  readonly nodes: readonly Hex[];
  readonly indexes: readonly number[];
  readonly paths: readonly (readonly Hex[])[];
  readonly firstSequence: number;
  readonly root: Hex;
  readonly ids: readonly Hex[];
  readonly receipts: readonly { readonly receipt: Receipt; readonly legs: readonly Leg[] }[];
}

/** Reads what a node's body commits to, unchecked. `node`: its hash. */
type ReadBody = (kind: ObjectKind, key: Hex, node: Hex) => ReturnType<ReadObject>;

/**
 * Goes from an epoch's record down to the chunk that holds a sequence, through the parts that its gateway publishes; each is checked against what is above it.
 * @returns The chunk, or why there is none.
 */
export const openChunk = async (record: Hex, sequence: number, read: ReadBody): Promise<OpenedChunk | Unopened> => {
  let packed = sliceHex(record, TOP, TOP_END);
  let node = decodeNode(packed);
  const [nodes, indexes, paths]: [Hex[], number[], (readonly Hex[])[]] = [[], [], []];
  while (node.level > 0) {
    const bytes = await read("children", node.body, keccak256(packed));
    if ("problem" in bytes) return { ...bytes, isFalse: false };
    const children = childrenOf(bytes, node.body);
    if (children === null || children.length !== node.childCount) return FALSE;
    const fields = children.map((child) => decodeNode(child));
    const index = fields.findIndex(
      ({ firstSequence, receiptCount }) => sequence >= firstSequence && sequence < firstSequence + receiptCount,
    );
    if (index === -1 || fields[index]!.level !== node.level - 1) return FALSE;
    nodes.push(children[index]!);
    indexes.push(index);
    paths.push(
      merkleProof(
        children.map((child) => keccak256(child)),
        index,
      ),
    );
    packed = children[index]!;
    node = fields[index]!;
  }
  const chunk = await read("chunks", node.body, keccak256(packed));
  if ("problem" in chunk) return { ...chunk, isFalse: false };
  if (keccak256(chunk) !== node.body) return FALSE;
  try {
    const receipts = decodeChunk(chunk);
    const ids = receipts.map(({ receipt }) => receiptId(receipt));
    if (ids.length !== node.receiptCount || merkleRoot(ids) !== node.receiptsRoot) return FALSE;
    return { nodes, indexes, paths, firstSequence: node.firstSequence, root: node.receiptsRoot, ids, receipts };
  } catch (error) {
    // Bytes with the right hash that are no receipts: the epoch itself is a lie.
    if (error instanceof BaseError) return { problem: `the epoch's chunk holds no receipts: ${error.message}`, isFalse: true };
    throw error;
  }
};

/** The receipt of a sequence with its path, or why there is none. */
export const openEpoch = async (record: Hex, sequence: number, read: ReadBody): Promise<OpenedReceipt | Unopened> => {
  const chunk = await openChunk(record, sequence, read);
  if ("problem" in chunk) return chunk;
  const { ids, receipts, ...place } = chunk;
  const index = sequence - place.firstSequence;
  const found = receipts[index];
  if (found === undefined) return FALSE;
  const shown = { receiptId: ids[index]!, packed: encodeReceipt(found.receipt), legs: found.legs };
  return { ...place, ...shown, index, count: ids.length, proof: merkleProof(ids, index) };
};
