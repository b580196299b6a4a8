import { bytesToHex, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { checkLegs } from "./check-legs.ts";
import type { Leg } from "./leg.ts";
import { LEG_BYTES, writeLeg } from "./write-leg.ts";

/** Legs in a full block. */
export const LEGS_PER_BLOCK = 8;

/**
 * The blocks that a legs root commits to: `prefixStart u32 | up to 8 legs`, `prefixStart` being the sum of all weights before the block.
 * @throws LegsNotAscendingError, IntegerOutOfRangeError, UnknownCodeError for legs that no receipt can have.
 */
export function legBlocks(legs: readonly Leg[]): readonly Hex[] {
  return legBlockBytes(legs).map((block) => bytesToHex(block));
}

/** {@link legBlocks} as bytes, for hashing. */
export function legBlockBytes(legs: readonly Leg[]): readonly Uint8Array[] {
  checkLegs(legs);
  const blocks: Uint8Array[] = [];
  let prefixStart = 0;
  for (let start = 0; start < legs.length; start += LEGS_PER_BLOCK) {
    const block = legs.slice(start, start + LEGS_PER_BLOCK);
    const writer = new ByteWriter(4 + LEG_BYTES * block.length).uint("prefixStart", prefixStart, 4);
    for (const leg of block) {
      writeLeg(writer, leg);
      prefixStart += leg.weight;
    }
    blocks.push(writer.finish());
  }
  return blocks;
}
