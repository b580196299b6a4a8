import type { ByteWriter } from "../bytes/byte-writer.ts";
import { LEG_CLASS_CODES } from "../codes/leg-class.ts";
import type { Leg } from "./leg.ts";

/** Bytes of a packed leg. */
export const LEG_BYTES = 10;

/** Writes `contributionId u56 | weight u16 | class u8`. */
export function writeLeg(writer: ByteWriter, { contributionId, weight, class: legClass }: Leg): ByteWriter {
  return writer.uint("contributionId", contributionId, 7).uint("weight", weight, 2).uint("class", LEG_CLASS_CODES[legClass], 1);
}
