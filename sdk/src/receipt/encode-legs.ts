import { bytesToHex, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { checkLegs } from "./check-legs.ts";
import type { Leg } from "./leg.ts";
import { LEG_BYTES, writeLeg } from "./write-leg.ts";

/**
 * Packs legs one after the other, 10 bytes each.
 * @throws LegsNotAscendingError, IntegerOutOfRangeError, UnknownCodeError for legs that no receipt can have.
 */
export function encodeLegs(legs: readonly Leg[]): Hex {
  checkLegs(legs);
  const writer = new ByteWriter(LEG_BYTES * legs.length);
  for (const leg of legs) writeLeg(writer, leg);
  return bytesToHex(writer.finish());
}
