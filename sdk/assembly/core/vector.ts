import { newBuffer } from "./memory";
import { emptyRoot, levelsOf, reduce, reduceSparse } from "./tree";

/** Bytes of an entry of a packed vector: `account u32 | amount u64`. */
export const ENTRY: usize = 12;
const WINDOW_LEVELS = 12;
const WINDOW: u32 = 1 << WINDOW_LEVELS;
/** Words of a subtree: the level at which payouts are pushed. */
const SUBTREE_LEVELS = 9;
const SUBTREE_BYTES: usize = 32 << SUBTREE_LEVELS;

const leaves = newBuffer();
const tops = newBuffer();
const places = newBuffer();

/** Account whose sum passed 2^64 - 1. */
export let overflowed: u32 = 0;

// @ts-ignore: decorator
@inline
function accountAt(entry: usize): u32 {
  return bswap<u32>(load<u32>(entry));
}

// @ts-ignore: decorator
@inline
function copyEntry(to: usize, from: usize): void {
  store<u64>(to, load<u64>(from));
  store<u32>(to, load<u32>(from, 8), 8);
}

/** Adds two packed vectors; returns the sum's number of entries, or 2^32 - 1 if an account's sum passes 2^64 - 1. */
export function addVectors(a: usize, countA: u32, b: usize, countB: u32, out: usize): u32 {
  const endA = a + ENTRY * <usize>countA;
  const endB = b + ENTRY * <usize>countB;
  const first = out;
  while (a < endA && b < endB) {
    const accountA = accountAt(a);
    const accountB = accountAt(b);
    if (accountA < accountB) {
      copyEntry(out, a);
      a += ENTRY;
    } else if (accountB < accountA) {
      copyEntry(out, b);
      b += ENTRY;
    } else {
      const amount = bswap<u64>(load<u64>(a, 4));
      const sum = amount + bswap<u64>(load<u64>(b, 4));
      if (sum < amount) {
        overflowed = accountA;
        return u32.MAX_VALUE;
      }
      store<u32>(out, load<u32>(a));
      store<u64>(out, bswap<u64>(sum), 4);
      a += ENTRY;
      b += ENTRY;
    }
    out += ENTRY;
  }
  memory.copy(out, a, endA - a);
  out += endA - a;
  memory.copy(out, b, endB - b);
  out += endB - b;
  return <u32>((out - first) / ENTRY);
}

/** Root over a packed vector's leaves, `20 zero bytes | entry`, a window of them at a time. */
export function vectorRoot(at: usize, count: u32, out: usize): void {
  const windows = (count + WINDOW - 1) >>> WINDOW_LEVELS;
  const roots = tops.room((<usize>windows + 2) << 5);
  const window = leaves.room(((<usize>WINDOW) + 1) << 5);
  const levels = windows > 1 ? WINDOW_LEVELS : levelsOf(count);
  for (let i: u32 = 0; i < windows; i++) {
    const size = min<u32>(WINDOW, count - i * WINDOW);
    memory.fill(window, 0, (<usize>size) << 5);
    for (let leaf: usize = 0; leaf < <usize>size; leaf++) {
      copyEntry(window + (leaf << 5) + 20, at);
      at += ENTRY;
    }
    reduce(window, size, 0, levels);
    memory.copy(roots + ((<usize>i) << 5), window, 32);
  }
  reduce(roots, windows, levels, levelsOf(windows));
  memory.copy(out, roots, 32);
}

/**
 * Root of the payout tree of exactly `depth` levels over an epoch's credits: four accounts a word, the first in the low bits, absent words zero.
 * Subtree by subtree, so that memory does not follow the highest account.
 */
export function payoutRoot(at: usize, count: u32, depth: i32, out: usize): void {
  const end = at + ENTRY * <usize>count;
  const words = leaves.room(SUBTREE_BYTES + 32);
  const numbers = places.room((<usize>count + 1) << 2);
  const roots = tops.room((<usize>count + 2) << 5);
  let subtrees: u32 = 0;
  while (at < end) {
    const subtree = accountAt(at) >>> (SUBTREE_LEVELS + 2);
    memory.fill(words, 0, SUBTREE_BYTES);
    for (; at < end && accountAt(at) >>> (SUBTREE_LEVELS + 2) == subtree; at += ENTRY) {
      const account = accountAt(at);
      const word = words + ((<usize>(account >>> 2) & ((1 << SUBTREE_LEVELS) - 1)) << 5);
      store<u64>(word + 24 - ((<usize>(account & 3)) << 3), load<u64>(at, 4));
    }
    reduce(words, 1 << SUBTREE_LEVELS, 0, SUBTREE_LEVELS);
    store<u32>(numbers + ((<usize>subtrees) << 2), subtree);
    memory.copy(roots + ((<usize>subtrees) << 5), words, 32);
    subtrees++;
  }
  const left = reduceSparse(numbers, roots, subtrees, SUBTREE_LEVELS, depth - SUBTREE_LEVELS);
  memory.copy(out, left == 0 ? emptyRoot(depth) : roots, 32);
}
