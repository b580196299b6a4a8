import { encodeNode } from "../epoch/encode-node.ts";
import { EPOCH_LIMITS, type NodeFields } from "../epoch/epoch.ts";
import { keccakOf } from "./keccak.ts";
import { setTerms, type EpochTerms } from "./netting.ts";
import type { Core } from "./open-core.ts";
import { ENTRY_BYTES } from "./packed-vectors.ts";
import { refusalError } from "./refusals.ts";

/** A node of the tree of sums with its vectors, all of it bytes. */
export interface PackedNode {
  readonly fields: NodeFields;
  /** 196 bytes. */
  readonly packed: Uint8Array;
  readonly hash: Uint8Array;
  /** Packed vectors, see `unpackVector`. */
  readonly credits: Uint8Array;
  readonly debits: Uint8Array;
}

/** A node of these fields. */
export function packNode(core: Core, fields: NodeFields, credits: Uint8Array, debits: Uint8Array): PackedNode {
  const packed = encodeNode(fields);
  return { fields, packed, hash: keccakOf(core, packed), credits, debits };
}

/**
 * A function that builds chunks of an epoch from their bytes (docs/formats/epoch.md), by the core: checks and splits every receipt, sums up, hashes
 * everything. `buildChunk` is its twin. Takes a core to itself.
 */
export function openChunks(core: Core, terms: EpochTerms): (bytes: Uint8Array, firstSequence: number) => PackedNode {
  const where = setTerms(core, { ...terms, lane: "epoch" });
  /** @throws EpochInputError, LaneOverflowError for the first receipt that no epoch can hold. */
  return (bytes, firstSequence) => {
    const body = core.room("a", EPOCH_LIMITS.chunkBytes);
    core.write("a", bytes);
    const refusal = core.exports.buildChunk(body, bytes.length, firstSequence);
    if (refusal !== 0) {
      const sequence = firstSequence + (core.exports.receiptsTaken() >>> 0);
      throw refusalError(refusal, { sequence, detail: core.exports.refusalDetail() >>> 0, where });
    }
    const result = core.read(core.exports.resultAt(), 184);
    const view = new DataView(result.buffer);
    const root = (index: number) => result.subarray(32 * index, 32 * (index + 1));
    const creditCount = view.getUint32(164, true);
    const debitCount = view.getUint32(168, true);
    const fields = {
      level: 0,
      childCount: 0,
      firstSequence,
      receiptCount: view.getUint32(172, true),
      legCount: view.getUint32(160, true),
      feeTotal: view.getBigUint64(176, true),
      creditCount,
      debitCount,
      body: root(0),
      receiptsRoot: root(1),
      sharesRoot: root(2),
      creditsRoot: root(3),
      debitsRoot: root(4),
    };
    const credits = core.read(core.exports.chunkCreditsAt(), ENTRY_BYTES * creditCount);
    const debits = core.read(core.exports.chunkDebitsAt(), ENTRY_BYTES * debitCount);
    return packNode(core, fields, credits, debits);
  };
}
