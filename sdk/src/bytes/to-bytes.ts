import { hexToBytes, type Hex } from "viem";

import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";

/**
 * Reads hex or bytes as bytes.
 * @param length Exact number of bytes, if the field has one.
 * @throws InvalidBytesError if the value is not hex of whole bytes, or has another length.
 */
export function toBytes(field: string, value: Hex | Uint8Array, length?: number): Uint8Array {
  const expected = length === undefined ? "bytes as 0x-prefixed hex of whole bytes" : `${length} bytes as 0x-prefixed hex`;
  const isBytes = value instanceof Uint8Array;
  if (!isBytes && !(typeof value === "string" && value.length % 2 === 0 && /^0x[0-9a-fA-F]*$/.test(value))) {
    throw new InvalidBytesError({ field, value, expected });
  }
  const bytes = isBytes ? value : hexToBytes(value);
  if (length !== undefined && bytes.length !== length) throw new InvalidBytesError({ field, value, expected });
  return bytes;
}
