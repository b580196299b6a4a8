import { bytesToHex, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { LEG_CLASS_CODES } from "../codes/leg-class.ts";
import { UnknownCodeError } from "../codes/name-of-code.ts";
import { EVIDENCE_BYTES, type Evidence } from "./evidence.ts";

/**
 * Packs an evidence record into its 36 bytes.
 * @throws IntegerOutOfRangeError, UnknownCodeError with the field that does not fit.
 */
export function encodeEvidence(evidence: Evidence): Hex {
  const code: number | undefined = LEG_CLASS_CODES[evidence.class];
  if (code === undefined) throw new UnknownCodeError({ what: "leg classes", code: evidence.class, codes: LEG_CLASS_CODES });
  const writer = new ByteWriter(EVIDENCE_BYTES)
    .uint("class", code, 1)
    .uint("contributionId", evidence.contributionId, 7)
    .uint("outputStart", evidence.outputStart, 4)
    .uint("outputLength", evidence.outputLength, 4)
    .uint("itemStart", evidence.itemStart, 4)
    .uint("itemLength", evidence.itemLength, 4)
    .uint("documents", evidence.documents, 4)
    .uint("credit", evidence.credit, 8);
  return bytesToHex(writer.finish());
}
