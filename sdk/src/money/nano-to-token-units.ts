import { checkUint } from "../bytes/check-uint.ts";

/**
 * nano-OPEN in base units of the ERC-20 (1e-18 OPEN), for allowances and balances. Exact.
 * @throws IntegerOutOfRangeError unless the amount fits 64 bits.
 */
export function nanoToTokenUnits(nano: bigint): bigint {
  checkUint("amount", nano, 64);
  return nano * 1_000_000_000n;
}
