/**
 * The off-chain core of the epoch rail: Keccak-256, positional trees, legs roots, the exact split and the sums of its amounts, chunk by chunk.
 * Compiled by `npm run wasm`. `sdk/src/epoch/`, `sdk/src/merkle/` and `sdk/src/money/` are its plain twins: both give the same bytes.
 */
import { buildChunk as buildTheChunk, creditsAt, debitsAt, receiptCount, result } from "./core/chunk";
import { hash, hashPair } from "./core/keccak";
import { legsRoot as rootOfLegs } from "./core/legs";
import { allocate as allocateBytes } from "./core/memory";
import * as settlement from "./core/settle";
import { drain, Table } from "./core/table";
import * as trees from "./core/tree";
import * as vectors from "./core/vector";

/** Hands out memory that stays as long as the instance. */
export function allocate(size: usize): usize {
  return allocateBytes(size);
}

/** keccak256 of any number of bytes. */
export function keccak(from: usize, length: usize, out: usize): void {
  hash(from, length, out);
}

/** keccak256 of each of `count` messages of `size` bytes, at most 135, one behind the other. */
export function keccakEach(from: usize, size: usize, count: u32, out: usize): void {
  let i: u32 = 0;
  for (; i + 1 < count; i += 2) {
    hashPair(from, size, from + size, size, out, out + 32);
    from += size << 1;
    out += 64;
  }
  if (i < count) hash(from, size, out);
}

/** See `reduce` in core/tree.ts. */
export function reduce(at: usize, count: u32, height: i32, levels: i32): void {
  trees.reduce(at, count, height, levels);
}

/** See `layers` in core/tree.ts. */
export function layers(at: usize, count: u32): void {
  trees.layers(at, count);
}

/** See `legsRoot` in core/legs.ts. */
export function legsRoot(legs: usize, count: u32, out: usize): void {
  rootOfLegs(legs, count, out);
}

/** See `configure` in core/settle.ts. */
export function configure(gatewayId: u32, epoch: u32, lane: u32, commons: u32): void {
  settlement.configure(gatewayId, epoch, lane, commons);
}

/** See `setOfferings` in core/settle.ts. */
export function setOfferings(at: usize, count: i32): void {
  settlement.setOfferings(at, count);
}

/** Starts sums anew; the next receipt must have this sequence. */
export function begin(sequence: f64): void {
  settlement.begin(<u64>sequence);
}

/** Splits and sums the receipts in these bytes without hashing anything. Returns a refusal or 0. */
export function settle(from: usize, length: usize): i32 {
  const end = from + length;
  while (from < end) {
    const refusal = settlement.settle(from, end);
    if (refusal != settlement.Refusal.None) return refusal;
    from += settlement.RECEIPT + 10 * <usize>bswap<u16>(load<u16>(from, 43));
  }
  return settlement.Refusal.None;
}

/** Builds the chunk of these bytes. Returns a refusal or 0; then its facts stand at `resultAt()`. */
export function buildChunk(body: usize, length: usize, sequence: f64): i32 {
  return buildTheChunk(body, length, <u64>sequence);
}

export function resultAt(): usize {
  return result;
}

export function chunkCreditsAt(): usize {
  return creditsAt();
}

export function chunkDebitsAt(): usize {
  return debitsAt();
}

/** Receipts taken since the chunk began; of a refused one, its place. */
export function receiptsTaken(): u32 {
  return receiptCount;
}

/** Sequence that the next receipt must have. */
export function nextSequence(): f64 {
  return <f64>settlement.sequence;
}

/** What the last refusal is about. */
export function refusalDetail(): u32 {
  return settlement.detail;
}

// @ts-ignore: decorator
@inline
function tableOf(which: u32): Table {
  return which == 0 ? settlement.credits : settlement.debits;
}

/** Accounts with a sum: credits (0) or debits (1). */
export function sumCount(which: u32): u32 {
  return tableOf(which).count;
}

/** Writes the sums as a packed vector: credits (0) or debits (1). */
export function drainSums(which: u32, out: usize): void {
  drain(tableOf(which), out);
}

/** See `addVectors` in core/vector.ts. */
export function addVectors(a: usize, countA: u32, b: usize, countB: u32, out: usize): u32 {
  return vectors.addVectors(a, countA, b, countB, out);
}

/** Account whose sum passed 2^64 - 1 in `addVectors`. */
export function overflowed(): u32 {
  return vectors.overflowed;
}

/** See `vectorRoot` in core/vector.ts. */
export function vectorRoot(at: usize, count: u32, out: usize): void {
  vectors.vectorRoot(at, count, out);
}

/** See `payoutRoot` in core/vector.ts. */
export function payoutRoot(at: usize, count: u32, depth: i32, out: usize): void {
  vectors.payoutRoot(at, count, depth, out);
}
