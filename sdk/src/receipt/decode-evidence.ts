import type { Hex } from "viem";

import { ByteReader } from "../bytes/byte-reader.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { legClassOf } from "../codes/leg-class.ts";
import { EVIDENCE_BYTES, type Evidence } from "./evidence.ts";

/**
 * Reads a packed evidence record.
 * @throws InvalidBytesError unless it has its length; UnknownCodeError for its class.
 */
export function decodeEvidence(packed: Hex | Uint8Array): Evidence {
  const reader = new ByteReader(toBytes("evidence record", packed, EVIDENCE_BYTES));
  return {
    class: legClassOf(reader.uint(1)),
    contributionId: reader.bigUint(7),
    outputStart: reader.uint(4),
    outputLength: reader.uint(4),
    itemStart: reader.uint(4),
    itemLength: reader.uint(4),
    documents: reader.uint(4),
    credit: reader.bigUint(8),
  };
}
