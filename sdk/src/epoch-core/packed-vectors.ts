import { ByteReader } from "../bytes/byte-reader.ts";
import type { Vector } from "../epoch/epoch.ts";
import { EPOCH_LIMITS } from "../epoch/epoch.ts";
import { payoutDepthOf } from "../epoch/word-tree.ts";
import { LaneOverflowError } from "./errors.ts";
import type { Core } from "./open-core.ts";

/** Bytes of a packed vector's entry: `account u32 | amount u64`, ascending strictly by account. */
export const ENTRY_BYTES = 12;

/** Root over a packed vector, as a node commits to it. */
export function packedVectorRoot(core: Core, vector: Uint8Array): Uint8Array {
  const out = core.room("out", 32);
  core.exports.vectorRoot(core.write("a", vector), vector.length / ENTRY_BYTES, out);
  return core.read(out, 32);
}

function addTwo(core: Core, a: Uint8Array, b: Uint8Array, what: "credits" | "debits"): Uint8Array {
  const out = core.room("c", a.length + b.length);
  const count = core.exports.addVectors(core.write("a", a), a.length / ENTRY_BYTES, core.write("b", b), b.length / ENTRY_BYTES, out) >>> 0;
  if (count === 0xffffffff) throw new LaneOverflowError({ account: core.exports.overflowed() >>> 0, what });
  return core.read(out, ENTRY_BYTES * count);
}

/**
 * The sum of packed vectors. The core holds two of them at a time.
 * @throws LaneOverflowError if an account's sum passes 2^64 - 1.
 */
export function addPackedVectors(core: Core, vectors: readonly Uint8Array[], what: "credits" | "debits"): Uint8Array {
  let round = vectors;
  while (round.length > 1) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < round.length; i += 2) {
      const [a, b] = [round[i]!, round[i + 1]];
      next.push(b === undefined ? a : addTwo(core, a, b, what));
    }
    round = next;
  }
  return round[0] ?? new Uint8Array();
}

/** Root and depth of the payout tree over one epoch's credits. */
export function payoutTree(core: Core, credits: Uint8Array): { readonly depth: number; readonly root: Uint8Array } {
  const last = credits.length === 0 ? 0 : new DataView(credits.buffer, credits.byteOffset).getUint32(credits.length - ENTRY_BYTES);
  const depth = credits.length === 0 ? EPOCH_LIMITS.subtreeDepth : payoutDepthOf(Math.floor(last / 4) + 1);
  const out = core.room("out", 32);
  core.exports.payoutRoot(core.write("a", credits), credits.length / ENTRY_BYTES, depth, out);
  return { depth, root: core.read(out, 32) };
}

/** A packed vector's entries. */
export function vectorEntries(vector: Uint8Array): Vector["entries"] {
  const reader = new ByteReader(vector);
  return Array.from({ length: vector.length / ENTRY_BYTES }, () => ({ account: reader.uint(4), amount: reader.bigUint(8) }));
}

/** A packed vector's leaves. */
export function vectorLeaves(vector: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: vector.length / ENTRY_BYTES }, (_, i) => {
    const leaf = new Uint8Array(32);
    leaf.set(vector.subarray(ENTRY_BYTES * i, ENTRY_BYTES * (i + 1)), 20);
    return leaf;
  });
}

/** A packed vector as the openings of `sdk/src/epoch` take it. */
export function unpackVector(core: Core, vector: Uint8Array): Vector {
  return { entries: vectorEntries(vector), leaves: vectorLeaves(vector), root: packedVectorRoot(core, vector) };
}
