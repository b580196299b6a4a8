import { keccak256, type Hex } from "viem";

import { merkleRoot } from "../merkle/merkle-root.ts";
import { encodeEvidence } from "./encode-evidence.ts";
import type { Evidence } from "./evidence.ts";

/**
 * Root over the evidence records in order; 32 zero bytes without any.
 * @throws IntegerOutOfRangeError, UnknownCodeError as {@link encodeEvidence}.
 */
export function evidenceRoot(records: readonly Evidence[]): Hex {
  return merkleRoot(records.map((record) => keccak256(encodeEvidence(record))));
}
