import { bytesToHex, keccak256, type Hex } from "viem";

import { treeLayers } from "../merkle/tree-layers.ts";
import { legBlockBytes } from "./leg-blocks.ts";
import type { Leg } from "./leg.ts";

/**
 * Root over the leg blocks; 32 zero bytes without legs.
 * @throws LegsNotAscendingError, IntegerOutOfRangeError, UnknownCodeError for legs that no receipt can have.
 */
export function legsRoot(legs: readonly Leg[]): Hex {
  return bytesToHex(treeLayers(legBlockBytes(legs).map((block) => keccak256(block, "bytes"))).root);
}
