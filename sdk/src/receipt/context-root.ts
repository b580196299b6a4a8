import { keccak256, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";

/** What a receipt's context root commits to; each 32 bytes. */
export interface ReceiptContext {
  /** See `requestHash`. */
  readonly requestHash: Hex;
  /** `chunkRoot` of the prompt's messages as compact JSON, under the request's salt. */
  readonly promptRoot: Hex;
  /** `chunkRoot` of the output under the same salt. */
  readonly outputRoot: Hex;
  /** See `methodIdOf`. */
  readonly methodId: Hex;
  /** `snapshotRoot` of the Datanet; of several, `merkleRoot` of theirs in the offering's order. */
  readonly snapshotRoot: Hex;
  /** See `evidenceRoot`. */
  readonly evidenceRoot: Hex;
}

/**
 * Hash of the six fields in order.
 * @throws InvalidBytesError if a field is not 32 bytes.
 */
export function contextRoot(context: ReceiptContext): Hex {
  const writer = new ByteWriter(192)
    .bytes32("requestHash", context.requestHash)
    .bytes32("promptRoot", context.promptRoot)
    .bytes32("outputRoot", context.outputRoot)
    .bytes32("methodId", context.methodId)
    .bytes32("snapshotRoot", context.snapshotRoot)
    .bytes32("evidenceRoot", context.evidenceRoot);
  return keccak256(writer.finish());
}
