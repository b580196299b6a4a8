import type { Vector } from "@openledger/sdk";
import { bytesToHex, hexToBytes } from "viem";

import { pieces } from "../../gateway/src/epoch/store/epoch-objects.ts";

/** Reads the leaves of a vector, whatever they say: an entry's account is all above its lowest 64 bits. */
export function readVector(bytes: Uint8Array, root: string): Vector {
  const leaves = pieces(bytes, 32)!;
  const entries = leaves.map((leaf) => {
    const value = BigInt(bytesToHex(leaf));
    return { account: Number(value >> 64n), amount: value & 0xffff_ffff_ffff_ffffn };
  });
  return { entries, leaves, root: hexToBytes(root as `0x${string}`) };
}
