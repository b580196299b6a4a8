import { keccak256, type Hex } from "viem";

import { merkleRoot } from "../merkle/merkle-root.ts";
import { legBlocks } from "./leg-blocks.ts";
import type { Leg } from "./leg.ts";

/**
 * Root over the leg blocks; 32 zero bytes without legs.
 * @throws LegsNotAscendingError, IntegerOutOfRangeError, UnknownCodeError for legs that no receipt can have.
 */
export function legsRoot(legs: readonly Leg[]): Hex {
  return merkleRoot(legBlocks(legs).map((block) => keccak256(block)));
}
