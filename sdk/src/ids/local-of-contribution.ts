import { checkUint } from "../bytes/check-uint.ts";

/**
 * A contribution's number within its account.
 * @throws IntegerOutOfRangeError unless the id fits 56 bits.
 */
export function localOfContribution(id: bigint): number {
  checkUint("contribution id", id, 56);
  return Number(id & 0xffffffn);
}
