import { ByteWriter } from "../bytes/byte-writer.ts";
import type { HeaderFields } from "./epoch.ts";

/** Version of the header. */
export const HEADER_VERSION = 1;

/** Bytes of a header. */
export const HEADER_BYTES = 270;

/**
 * Packs a header (docs/formats/epoch.md).
 * @throws IntegerOutOfRangeError, InvalidBytesError with the field that does not fit.
 */
export function encodeHeader({ gatewayId, epoch, parent, payoutDepth, payoutRoot, top }: HeaderFields): Uint8Array {
  return new ByteWriter(HEADER_BYTES)
    .uint("version", HEADER_VERSION, 1)
    .uint("gatewayId", gatewayId, 4)
    .uint("epoch", epoch, 4)
    .bytes32("parent", parent)
    .uint("payoutDepth", payoutDepth, 1)
    .bytes32("payoutRoot", payoutRoot)
    .raw(top)
    .finish();
}
