import { permute } from "./permute";

/** Bytes that one permutation takes in. */
export const RATE: usize = 136;

const STATE = memory.data(200, 16);
const PAIR_STATE = memory.data(400, 16);
const LAST = memory.data(144, 16);
const PAIR_A = memory.data(144, 16);
const PAIR_B = memory.data(144, 16);

/** Writes a message's last bytes, fewer than 136, as the padded block that ends it. Calls of the platform's fill and copy cost more than these few words. */
function padBlock(block: usize, from: usize, length: usize): void {
  const whole = length & ~7;
  let i: usize = 0;
  for (; i < whole; i += 8) store<u64>(block + i, load<u64>(from + i));
  for (; i < RATE; i += 8) store<u64>(block + i, 0);
  for (i = whole; i < length; i++) store<u8>(block + i, load<u8>(from + i));
  store<u8>(block + length, 0x01);
  store<u8>(block + RATE - 1, load<u8>(block + RATE - 1) | 0x80);
}

function absorb(block: usize): void {
  for (let i: usize = 0; i < RATE; i += 8) store<u64>(STATE + i, load<u64>(STATE + i) ^ load<u64>(block + i));
  permute<u64>(STATE);
}

/** keccak256 of any number of bytes. */
export function hash(from: usize, length: usize, out: usize): void {
  memory.fill(STATE, 0, 200);
  while (length >= RATE) {
    absorb(from);
    from += RATE;
    length -= RATE;
  }
  padBlock(LAST, from, length);
  absorb(LAST);
  memory.copy(out, STATE, 32);
}

// @ts-ignore: decorator
@inline
function setPair(lane: usize, value: v128): void {
  v128.store(PAIR_STATE + (lane << 4), value);
}

/** Lanes `lane` and `lane + 1` of two messages, side by side. */
// @ts-ignore: decorator
@inline
function loadPair(lane: usize, a: usize, b: usize): void {
  const left = v128.load(a + (lane << 3));
  const right = v128.load(b + (lane << 3));
  setPair(lane, v128.shuffle<u64>(left, right, 0, 2));
  setPair(lane + 1, v128.shuffle<u64>(left, right, 1, 3));
}

/** Sets lanes to zero. */
// @ts-ignore: decorator
@inline
function clearPair(from: usize, until: usize): void {
  for (let lane = from; lane < until; lane++) setPair(lane, i64x2.splat(0));
}

function squeezePair(outA: usize, outB: usize): void {
  permute<v128>(PAIR_STATE);
  for (let i: usize = 0; i < 4; i++) {
    store<u64>(outA + (i << 3), load<u64>(PAIR_STATE + (i << 4)));
    store<u64>(outB + (i << 3), load<u64>(PAIR_STATE + (i << 4) + 8));
  }
}

/** keccak256 of two messages of at most 135 bytes. */
export function hashPair(a: usize, lengthA: usize, b: usize, lengthB: usize, outA: usize, outB: usize): void {
  padBlock(PAIR_A, a, lengthA);
  padBlock(PAIR_B, b, lengthB);
  for (let lane: usize = 0; lane < 16; lane += 2) loadPair(lane, PAIR_A, PAIR_B);
  setPair(16, i64x2.replace_lane(i64x2.splat(load<u64>(PAIR_A + 128)), 1, load<u64>(PAIR_B + 128)));
  clearPair(17, 25);
  squeezePair(outA, outB);
}

/** keccak256 of two nodes of 64 bytes. Both are read before anything is written. */
export function hashNodePair(a: usize, b: usize, outA: usize, outB: usize): void {
  for (let lane: usize = 0; lane < 8; lane += 2) loadPair(lane, a, b);
  setPair(8, i64x2.splat(1));
  clearPair(9, 25);
  setPair(16, i64x2.splat(0x8000000000000000));
  squeezePair(outA, outB);
}
