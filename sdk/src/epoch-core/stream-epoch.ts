import { bytesToHex, type Hex } from "viem";

import { toBytes } from "../bytes/to-bytes.ts";
import { encodeHeader } from "../epoch/encode-header.ts";
import { EPOCH_LIMITS, type HeaderFields } from "../epoch/epoch.ts";
import { EpochInputError } from "../epoch/errors.ts";
import { openChunkBytes, type PackedReceipt } from "./chunk-bytes.ts";
import { openChunks, type PackedNode } from "./chunk-builder.ts";
import { decodeState, encodeState, termsHash } from "./epoch-state.ts";
import { EpochStateError } from "./errors.ts";
import { mergePackedNodes } from "./merge-packed-nodes.ts";
import type { EpochTerms } from "./netting.ts";
import { openNodeStack } from "./node-stack.ts";
import { openCore } from "./open-core.ts";
import { payoutTree } from "./packed-vectors.ts";

/** How far a build is, after each chunk. */
export interface EpochProgress {
  readonly chunkCount: number;
  /** Sequence at which a build that goes on from here starts. */
  readonly nextSequence: number;
  /** The state, to be kept where a restart finds it: what `resume` takes. Its size follows the vectors of nodes without a parent. */
  state(): Uint8Array;
}

/** What {@link streamEpoch} takes. */
export interface StreamInput extends Omit<EpochTerms, "lane"> {
  /** Record hash of the previous epoch; 32 zero bytes for epoch 0. */
  readonly parent: Hex | Uint8Array;
  /** All receipts of the epoch in order of sequence, from 0, or from where `resume` ends (`resumesAt`). */
  readonly receipts: AsyncIterable<PackedReceipt> | Iterable<PackedReceipt>;
  /** Keeps a chunk's bytes under their keccak256. Called again with the same bytes after a restart. */
  readonly put: (hash: Hex, bytes: Uint8Array) => Promise<void> | void;
  /** Told of each node with its vectors, children first; `index` is its place in its level. */
  readonly onNode?: (node: PackedNode, index: number) => void;
  /** Told after each chunk, once its bytes are kept. */
  readonly onChunk?: (progress: EpochProgress) => Promise<void> | void;
  /** A state that `onChunk` gave. */
  readonly resume?: Uint8Array;
  /** Most legs of a chunk; at most and by default 8,192. */
  readonly chunkLegs?: number;
}

/** An epoch without its bodies. */
export interface StreamedEpoch {
  readonly header: HeaderFields;
  /** 270 bytes. */
  readonly packed: Uint8Array;
  /** Packed nodes; `levels[0]` are the chunks, the last level is the top alone. */
  readonly levels: readonly (readonly Uint8Array[])[];
  readonly top: PackedNode;
}

/** Sequence of the receipt at which a build from this state goes on. @throws EpochStateError if it is damaged. */
export function resumesAt(state: Uint8Array): number {
  return decodeState(state).nextSequence;
}

/**
 * Builds an epoch from a stream of receipts, byte for byte what `buildEpoch` builds. Holds the bytes of one chunk, all nodes of 196 bytes, and the vectors
 * of at most 15 nodes a level. The payout tree is over this epoch's credits alone.
 * @throws EpochInputError, LaneOverflowError for receipts that no epoch can hold; EpochStateError for a state of another epoch; what `put` and `onChunk` throw.
 */
export async function streamEpoch(input: StreamInput): Promise<StreamedEpoch> {
  const { gatewayId, epoch, parent, receipts, put, onChunk, resume, chunkLegs = EPOCH_LIMITS.chunkLegs } = input;
  if (!Number.isSafeInteger(chunkLegs) || chunkLegs < 1 || chunkLegs > EPOCH_LIMITS.chunkLegs) {
    throw new EpochInputError(`Chunks of ${chunkLegs} legs are not possible.`, `use 1 to ${EPOCH_LIMITS.chunkLegs}.`);
  }
  const terms = termsHash(input, chunkLegs);
  const start = resume === undefined ? { terms, nextSequence: 0, levels: [] } : decodeState(resume);
  if (bytesToHex(start.terms) !== bytesToHex(terms)) {
    throw new EpochStateError(`The state is not of epoch ${gatewayId}/${epoch} with these splits, commons account and chunk size.`);
  }
  const core = openCore();
  const buildChunk = openChunks(core, input);
  const stack = openNodeStack({
    merge: (children) => mergePackedNodes(core, children),
    onNode: (node, index) => input.onNode?.(node, index),
    levels: start.levels,
  });
  const chunk = openChunkBytes(chunkLegs);
  let { nextSequence } = start;

  async function closeChunk(): Promise<void> {
    const bytes = chunk.take();
    const node = buildChunk(bytes, nextSequence);
    await put(bytesToHex(toBytes("body", node.fields.body)), bytes);
    stack.push(node);
    nextSequence += node.fields.receiptCount;
    const state = () => encodeState({ terms, nextSequence, levels: start.levels });
    await onChunk?.({ chunkCount: stack.levels[0]!.nodes.length, nextSequence, state });
  }

  for await (const receipt of receipts) {
    if (!chunk.fits(receipt)) await closeChunk();
    chunk.add(receipt);
  }
  if (chunk.count > 0) await closeChunk();
  if (stack.levels.length === 0) throw new EpochInputError("The epoch has no receipts.", "commit epochs of at least one receipt.");

  const top = stack.finish();
  const payouts = payoutTree(core, top.credits);
  const header = { gatewayId, epoch, parent, payoutDepth: payouts.depth, payoutRoot: payouts.root, top: top.packed };
  return { header, packed: encodeHeader(header), levels: stack.levels.map(({ nodes }) => nodes), top };
}
