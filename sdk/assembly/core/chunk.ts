import { hash, hashPair } from "./keccak";
import { LEG, legsRoot } from "./legs";
import { newBuffer } from "./memory";
import { RECEIPT, Refusal, SHARES, begin, credits, debits, feeTotal, legCount, settle, shares } from "./settle";
import { drain } from "./table";
import { levelsOf, reduce } from "./tree";
import { ENTRY, vectorRoot } from "./vector";

/** Receipts of the chunk. When one is refused, its place among them. */
export let receiptCount: u32 = 0;

/** Body hash, roots of receipts, shares, credits and debits, 32 bytes each; then `legs u32 | credits u32 | debits u32 | nothing u32 | fees u64`. */
export const result = memory.data(192, 16);

const ROOT = memory.data(32, 16);
const starts = newBuffer();
const ids = newBuffer();
const rows = newBuffer();
const blocks = newBuffer();
const creditEntries = newBuffer();
const debitEntries = newBuffer();

// @ts-ignore: decorator
@inline
function isSame(a: usize, b: usize): bool {
  return !v128.any_true(v128.or(v128.xor(v128.load(a), v128.load(b)), v128.xor(v128.load(a, 16), v128.load(b, 16))));
}

/** Hash over the hashes of the share blocks of the receipt settled last. */
function row(legs: u32, out: usize): void {
  const count: u32 = 1 + ((legs + 15) >>> 4);
  const hashes = blocks.room(256);
  for (let i: u32 = 0; i < count; i += 2) {
    const block = shares + SHARES * <usize>i;
    const to = hashes + ((<usize>i) << 5);
    if (i + 1 < count) hashPair(block, SHARES, block + SHARES, SHARES, to, to + 32);
    else hash(block, SHARES, to);
  }
  hash(hashes, (<usize>count) << 5, out);
}

/** Ids of the receipts that start where `starts` says. */
function hashReceipts(from: usize, to: usize, count: u32): void {
  let i: u32 = 0;
  for (; i + 1 < count; i += 2) {
    hashPair(load<u32>(from), RECEIPT, load<u32>(from, 4), RECEIPT, to, to + 32);
    from += 8;
    to += 64;
  }
  if (i < count) hash(load<u32>(from), RECEIPT, to);
}

/** Where the packed credits of the chunk stand. */
export function creditsAt(): usize {
  return creditEntries.at;
}

/** Where the packed debits of the chunk stand. */
export function debitsAt(): usize {
  return debitEntries.at;
}

/** Builds the chunk of these bytes: splits every receipt, sums up, hashes everything. Its first receipt must have sequence `first`. */
export function buildChunk(body: usize, length: usize, first: u64): Refusal {
  const room = length / RECEIPT + 2;
  const offsets = starts.room(room << 2);
  const rowRoots = rows.room(room << 5);
  const end = body + length;
  begin(first);
  receiptCount = 0;
  let at = body;
  while (at < end) {
    const refusal = settle(at, end);
    if (refusal != Refusal.None) return refusal;
    const legs = <u32>bswap<u16>(load<u16>(at, 43));
    legsRoot(at + RECEIPT, legs, ROOT);
    if (!isSame(ROOT, at + 49)) return Refusal.LegsRoot;
    row(legs, rowRoots + ((<usize>receiptCount) << 5));
    store<u32>(offsets + ((<usize>receiptCount) << 2), <u32>at);
    receiptCount++;
    at += RECEIPT + LEG * <usize>legs;
  }
  const receiptIds = ids.room(room << 5);
  hashReceipts(offsets, receiptIds, receiptCount);
  const levels = levelsOf(receiptCount);
  reduce(receiptIds, receiptCount, 0, levels);
  reduce(rowRoots, receiptCount, 0, levels);
  const creditCount = credits.count;
  const debitCount = debits.count;
  drain(credits, creditEntries.room(ENTRY * <usize>creditCount));
  drain(debits, debitEntries.room(ENTRY * <usize>debitCount));

  hash(body, length, result);
  memory.copy(result + 32, receiptIds, 32);
  memory.copy(result + 64, rowRoots, 32);
  vectorRoot(creditEntries.at, creditCount, result + 96);
  vectorRoot(debitEntries.at, debitCount, result + 128);
  store<u32>(result, legCount, 160);
  store<u32>(result, creditCount, 164);
  store<u32>(result, debitCount, 168);
  store<u32>(result, receiptCount, 172);
  store<u64>(result, feeTotal, 176);
  return Refusal.None;
}
