import { hash, hashPair } from "./keccak";
import { newBuffer } from "./memory";
import { levelsOf, reduce } from "./tree";

/** Bytes of a packed leg. */
export const LEG: usize = 10;
const LEGS_A_BLOCK: u32 = 8;

const BLOCK_A = memory.data(96, 16);
const BLOCK_B = memory.data(96, 16);
const hashes = newBuffer();
/** Sum of the weights before the block that is written next. */
let prefix: u32 = 0;

// @ts-ignore: decorator
@inline
export function weightOf(leg: usize): u32 {
  return bswap<u16>(load<u16>(leg, 7));
}

/** `prefixStart u32 | up to 8 legs`; returns its length. */
function writeBlock(to: usize, legs: usize, count: u32): usize {
  const length = LEG * <usize>count;
  store<u32>(to, bswap<u32>(prefix));
  memory.copy(to + 4, legs, length);
  for (let i: u32 = 0; i < count; i++) prefix += weightOf(legs + LEG * <usize>i);
  return 4 + length;
}

/** Root over the blocks of `count` packed legs; 32 zero bytes without legs. */
export function legsRoot(legs: usize, count: u32, out: usize): void {
  const blocks = (count + LEGS_A_BLOCK - 1) / LEGS_A_BLOCK;
  const roots = hashes.room(((<usize>blocks) + 1) << 5);
  prefix = 0;
  for (let block: u32 = 0; block < blocks; block += 2) {
    const first = block * LEGS_A_BLOCK;
    const from = legs + LEG * <usize>first;
    const to = roots + ((<usize>block) << 5);
    const length = writeBlock(BLOCK_A, from, min<u32>(LEGS_A_BLOCK, count - first));
    if (block + 1 == blocks) {
      hash(BLOCK_A, length, to);
    } else {
      const other = writeBlock(BLOCK_B, from + LEG * <usize>LEGS_A_BLOCK, min<u32>(LEGS_A_BLOCK, count - first - LEGS_A_BLOCK));
      hashPair(BLOCK_A, length, BLOCK_B, other, to, to + 32);
    }
  }
  reduce(roots, blocks, 0, levelsOf(blocks));
  memory.copy(out, roots, 32);
}
