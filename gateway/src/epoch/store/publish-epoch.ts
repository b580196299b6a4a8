import {
  decodeNode,
  EPOCH_LIMITS,
  resumesAt,
  streamEpoch,
  vectorLeaves,
  type PackedNode,
  type PackedReceipt,
  type StreamInput,
  type StreamedEpoch,
} from "@openledger/sdk";
import { bytesToHex, concatBytes, type Hex } from "viem";

import type { ObjectKind } from "./epoch-objects.ts";
import { writeObject, type EpochStore } from "./epoch-store.ts";
import { sharesOf } from "./shares-of.ts";

/** Chunks after which the state of a build is kept: what a build that was killed does again, at most. */
const CHUNKS_A_STATE = 8;

export interface PublishInput extends Omit<StreamInput, "receipts" | "put" | "onNode" | "onChunk"> {
  /** The epoch's receipts from a sequence on, in order. */
  readonly receipts: (from: number) => AsyncIterable<PackedReceipt> | Iterable<PackedReceipt>;
  /** Takes the state from which a build that was killed goes on, once everything behind it is in the store. */
  readonly keep?: (state: Uint8Array) => void;
}

const toHex = (value: Hex | Uint8Array): Hex => (typeof value === "string" ? value : bytesToHex(value));

/** The object of kind `words`: the depth, then the words, without the zeros at the end. */
function wordsOf(depth: number, credits: Uint8Array): Uint8Array {
  const view = new DataView(credits.buffer, credits.byteOffset, credits.length);
  const last = credits.length === 0 ? -1 : Math.floor(view.getUint32(credits.length - 12) / 4);
  const bytes = new Uint8Array(1 + 32 * (last + 1));
  bytes[0] = depth;
  for (let at = 0; at < credits.length; at += 12) {
    const account = view.getUint32(at);
    // Lanes count from the low bits up, bytes from the high ones down.
    bytes.set(credits.subarray(at + 4, at + 12), 1 + 32 * Math.floor(account / 4) + 24 - 8 * (account % 4));
  }
  return bytes;
}

/**
 * Builds an epoch from a stream of receipts and puts everything about it into a store as it comes, so that memory holds a chunk and the open vectors, however
 * many receipts there are. Every object is read back and compared with what the chain will commit to, by code that the builder does not use.
 * @returns The epoch, and how many objects were new.
 * @throws What `streamEpoch` throws; StoreAlteredError if an object is not what its key says.
 */
export async function publishEpoch(
  store: EpochStore,
  { receipts, keep, ...input }: PublishInput,
): Promise<{ readonly epoch: StreamedEpoch; readonly added: number }> {
  let added = 0;
  const write = async (kind: ObjectKind, key: Hex | Uint8Array, bytes: Uint8Array): Promise<void> => {
    if (await writeObject(store, kind, toHex(key), bytes)) added++;
  };
  let chunk: Uint8Array = new Uint8Array();
  let nodes: PackedNode[] = [];
  const writeNodes = async (): Promise<void> => {
    for (const { fields, credits, debits } of nodes) {
      if (fields.level === 0) await write("shares", fields.sharesRoot, sharesOf(chunk, input.splits));
      if (credits.length > 0) await write("vectors", fields.creditsRoot, concatBytes([...vectorLeaves(credits)]));
      if (debits.length > 0) await write("vectors", fields.debitsRoot, concatBytes([...vectorLeaves(debits)]));
    }
    nodes = [];
  };

  const epoch = await streamEpoch({
    ...input,
    receipts: receipts(input.resume === undefined ? 0 : resumesAt(input.resume)),
    put: (hash, bytes) => {
      chunk = bytes;
      return write("chunks", hash, bytes);
    },
    onNode: (node) => nodes.push(node),
    onChunk: async (progress) => {
      await writeNodes();
      if (progress.chunkCount % CHUNKS_A_STATE === 0) keep?.(progress.state());
    },
  });
  await writeNodes();
  for (const [level, packed] of epoch.levels.entries()) {
    for (const [index, node] of level === 0 ? [] : packed.entries()) {
      const first = EPOCH_LIMITS.nodeWidth * index;
      await write("children", decodeNode(node).body, concatBytes(epoch.levels[level - 1]!.slice(first, first + EPOCH_LIMITS.nodeWidth)));
    }
  }
  await write("words", epoch.header.payoutRoot, wordsOf(epoch.header.payoutDepth, epoch.top.credits));
  return { epoch, added };
}
