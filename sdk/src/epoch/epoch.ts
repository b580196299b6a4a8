import type { Hex } from "viem";

import type { ReceiptWithLegs } from "../batch/batch.ts";
import type { SplitEntry } from "../money/split.ts";
import type { WordTree } from "./word-tree.ts";

/** Limits of docs/formats/epoch.md. */
export const EPOCH_LIMITS = {
  chunkLegs: 8_192,
  chunkBytes: 100_000,
  chunkOfferings: 16,
  receiptLegs: 64,
  nodeWidth: 16,
  level: 6,
  subtreeDepth: 9,
  payoutDepth: 30,
  sliceDebits: 256,
} as const;

/** One account's amount in a vector, nano-OPEN. */
export interface VectorEntry {
  readonly account: number;
  readonly amount: bigint;
}

/** A vector: entries ascending strictly by account, none empty. */
export interface Vector {
  readonly entries: readonly VectorEntry[];
  readonly leaves: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** A node of the tree of sums, as packed by {@link encodeNode}. */
export interface NodeFields {
  readonly level: number;
  readonly childCount: number;
  readonly firstSequence: number;
  readonly receiptCount: number;
  readonly legCount: number;
  readonly feeTotal: bigint;
  readonly creditCount: number;
  readonly debitCount: number;
  readonly body: Hex | Uint8Array;
  readonly receiptsRoot: Hex | Uint8Array;
  readonly sharesRoot: Hex | Uint8Array;
  readonly creditsRoot: Hex | Uint8Array;
  readonly debitsRoot: Hex | Uint8Array;
}

/** A node with what it commits to. */
export interface EpochNode {
  readonly fields: NodeFields;
  /** 196 bytes. */
  readonly packed: Uint8Array;
  readonly hash: Uint8Array;
  readonly credits: Vector;
  readonly debits: Vector;
}

/** A chunk: a level-0 node and the data behind it. */
export interface Chunk extends EpochNode {
  readonly receipts: readonly ReceiptWithLegs[];
  /** Packed receipts and legs. */
  readonly bytes: Uint8Array;
  readonly ids: readonly Uint8Array[];
  /** Share blocks of each receipt, 128 bytes each. */
  readonly shareBlocks: readonly (readonly Uint8Array[])[];
  readonly rows: readonly Uint8Array[];
}

/** The fields of a header, as packed by {@link encodeHeader}. */
export interface HeaderFields {
  readonly gatewayId: number;
  readonly epoch: number;
  /** Record hash of the previous epoch; 32 zero bytes for epoch 0. */
  readonly parent: Hex | Uint8Array;
  readonly payoutDepth: number;
  readonly payoutRoot: Hex | Uint8Array;
  /** 196 bytes. */
  readonly top: Uint8Array;
}

/** What an epoch is built from. */
export interface EpochInput {
  readonly gatewayId: number;
  readonly epoch: number;
  readonly parent: Hex | Uint8Array;
  /** Dense: receipt `i` has sequence `i`. */
  readonly receipts: readonly ReceiptWithLegs[];
  /** Split table of each offering. */
  readonly splits: ReadonlyMap<number, readonly SplitEntry[]>;
  /** Account of unattributed shares. */
  readonly commons: number;
  /** Most legs of a chunk; at most and by default 8,192. */
  readonly chunkLegs?: number;
}

/** An epoch, complete: header, all nodes, all vectors, all words. */
export interface Epoch {
  readonly header: HeaderFields;
  /** 270 bytes. */
  readonly packed: Uint8Array;
  /** `levels[0]` are the chunks, the last level is the top alone. */
  readonly levels: readonly (readonly EpochNode[])[];
  readonly chunks: readonly Chunk[];
  readonly top: EpochNode;
  /** Payout words of this epoch alone, dense from word 0. */
  readonly words: readonly bigint[];
  readonly payouts: WordTree;
}
