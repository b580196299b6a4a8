import { formatUnits } from "viem";

import { checkUint } from "../bytes/check-uint.ts";

/**
 * nano-OPEN as an exact decimal number of OPEN without trailing zeros, for machines: `1_500_000_000n` is `"1.5"`.
 * @throws IntegerOutOfRangeError unless the amount fits 64 bits.
 */
export function nanoToOpen(nano: bigint): string {
  checkUint("amount", nano, 64);
  return formatUnits(nano, 9);
}
