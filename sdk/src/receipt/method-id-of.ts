import { keccak256, toHex, type Hex } from "viem";

/** Id of an attribution method: `keccak256(utf8(name and version of the method and its parameters))`. */
export function methodIdOf(method: string): Hex {
  return keccak256(toHex(new TextEncoder().encode(method)));
}
