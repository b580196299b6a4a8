import { hash, hashNodePair } from "./keccak";

/** Positional Merkle trees of docs/formats/receipt.md over 32-byte leaves. */

const HEIGHTS = 41;
/** Root of an all-zero subtree of each height. */
const EMPTY = memory.data(41 * 32, 16);
const PAIR = memory.data(128, 16);

for (let height = 1; height < HEIGHTS; height++) {
  memory.copy(PAIR, emptyRoot(height - 1), 32);
  memory.copy(PAIR + 32, emptyRoot(height - 1), 32);
  hash(PAIR, 64, emptyRoot(height));
}

/** Where the root of an all-zero subtree of this height stands. */
export function emptyRoot(height: i32): usize {
  return EMPTY + ((<usize>height) << 5);
}

/** Levels above `count` leaves. */
export function levelsOf(count: u32): i32 {
  return count < 2 ? 0 : 32 - clz<u32>(count - 1);
}

/** Hashes `count` nodes of 64 bytes. `to` may be `from`: what is written never overtakes what is still to be read. */
export function hashNodes(from: usize, to: usize, count: u32): void {
  let i: u32 = 0;
  for (; i + 1 < count; i += 2) {
    hashNodePair(from, from + 64, to, to + 32);
    from += 128;
    to += 64;
  }
  if (i < count) hash(from, 64, to);
}

/** Fills an odd layer up with the empty subtree of its height; returns its even length. Needs room for one node more. */
// @ts-ignore: decorator
@inline
function even(at: usize, count: u32, height: i32): u32 {
  if ((count & 1) == 0) return count;
  memory.copy(at + ((<usize>count) << 5), emptyRoot(height), 32);
  return count + 1;
}

/** Climbs exactly `levels` levels from `count` nodes of height `height`, in place: the root replaces the first. Needs room for one node more. */
export function reduce(at: usize, count: u32, height: i32, levels: i32): void {
  if (count == 0) {
    memory.copy(at, emptyRoot(height + levels), 32);
    return;
  }
  for (const top = height + levels; height < top; height++) {
    count = even(at, count, height) >>> 1;
    hashNodes(at, at, count);
  }
}

/** Writes every layer behind the one before it, each filled up to an even length, up to the root. */
export function layers(at: usize, count: u32): void {
  for (let height = 0; count > 1; height++) {
    count = even(at, count, height);
    const above = at + ((<usize>count) << 5);
    count >>>= 1;
    hashNodes(at, above, count);
    at = above;
  }
}

/**
 * Climbs `levels` levels from the few nodes of a wide layer that are not empty: `count` places, ascending, and their nodes. In place.
 * Returns how many are left.
 */
export function reduceSparse(places: usize, nodes: usize, count: u32, height: i32, levels: i32): u32 {
  for (const top = height + levels; height < top; height++) {
    let to: u32 = 0;
    for (let from: u32 = 0; from < count; from++) {
      const place = load<u32>(places + ((<usize>from) << 2));
      const isRight = place & 1;
      const hasRight = !isRight && from + 1 < count && load<u32>(places + ((<usize>from + 1) << 2)) == place + 1;
      const half = PAIR + ((<usize>(to & 1)) << 6);
      const node = nodes + ((<usize>from) << 5);
      memory.copy(half, isRight ? emptyRoot(height) : node, 32);
      memory.copy(half + 32, isRight ? node : hasRight ? node + 32 : emptyRoot(height), 32);
      if (hasRight) from++;
      store<u32>(places + ((<usize>to) << 2), place >>> 1);
      const out = nodes + ((<usize>to) << 5);
      if (to & 1) hashNodePair(PAIR, PAIR + 64, out - 32, out);
      to++;
    }
    if (to & 1) hash(PAIR, 64, nodes + ((<usize>to - 1) << 5));
    count = to;
  }
  return count;
}
