import { hexToBytes, keccak256, type Hex } from "viem";

import type { EventLog } from "./event-log.ts";

const BYTES = 256;

/** The bloom filter of a block's logs, as the yellow paper says: three bits for each address and topic. */
export function bloomOf(logs: readonly EventLog[]): Hex {
  const bits = new Uint8Array(BYTES);
  for (const value of new Set(logs.flatMap(({ address, topics }) => [address.toLowerCase() as Hex, ...topics]))) {
    const hash = hexToBytes(keccak256(value));
    for (const start of [0, 2, 4]) {
      const bit = ((hash[start]! << 8) | hash[start + 1]!) & 2_047;
      bits[BYTES - 1 - (bit >> 3)]! |= 1 << (bit & 7);
    }
  }
  return `0x${Buffer.from(bits).toString("hex")}`;
}
