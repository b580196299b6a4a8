import type { Hex } from "viem";

import { ByteReader } from "../bytes/byte-reader.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { legClassOf } from "../codes/leg-class.ts";
import { checkLegs } from "./check-legs.ts";
import type { Leg } from "./leg.ts";

/**
 * Reads legs packed by {@link encodeLegs}.
 * @throws InvalidBytesError, UnexpectedEndError, UnknownCodeError, LegsNotAscendingError, IntegerOutOfRangeError for other bytes.
 */
export function decodeLegs(packed: Hex | Uint8Array): readonly Leg[] {
  const reader = new ByteReader(toBytes("legs", packed));
  const legs: Leg[] = [];
  while (reader.remaining > 0) {
    legs.push({ contributionId: reader.bigUint(7), weight: reader.uint(2), class: legClassOf(reader.uint(1)) });
  }
  checkLegs(legs);
  return legs;
}
