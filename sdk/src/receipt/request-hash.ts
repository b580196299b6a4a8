import { keccak256, toHex, type Hex } from "viem";

/** `keccak256(utf8(request id))`, the first field of a context root. */
export function requestHash(requestId: string): Hex {
  return keccak256(toHex(new TextEncoder().encode(requestId)));
}
