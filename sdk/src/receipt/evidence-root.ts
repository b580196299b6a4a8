import { keccak256, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { merkleRoot } from "../merkle/merkle-root.ts";
import { encodeEvidence } from "./encode-evidence.ts";
import type { Evidence } from "./evidence.ts";

/** What an evidence root commits to; each 32 bytes. */
export interface EvidenceRoots {
  /** See `recordsRoot`. */
  readonly recordsRoot: Hex;
  /** See `outputTokens`. */
  readonly outputTokensRoot: Hex;
  /** See `retrievedRoot`. */
  readonly retrievedRoot: Hex;
}

/**
 * Root over the evidence records in order; 32 zero bytes without any.
 * @throws IntegerOutOfRangeError, UnknownCodeError as {@link encodeEvidence}.
 */
export function recordsRoot(records: readonly Evidence[]): Hex {
  return merkleRoot(records.map((record) => keccak256(encodeEvidence(record))));
}

/**
 * Hash of the three roots in order.
 * @throws InvalidBytesError if one is not 32 bytes.
 */
export function evidenceRoot(roots: EvidenceRoots): Hex {
  const writer = new ByteWriter(96)
    .bytes32("recordsRoot", roots.recordsRoot)
    .bytes32("outputTokensRoot", roots.outputTokensRoot)
    .bytes32("retrievedRoot", roots.retrievedRoot);
  return keccak256(writer.finish());
}
