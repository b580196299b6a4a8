import { checkUint } from "../bytes/check-uint.ts";

/**
 * The account that owns a contribution.
 * @throws IntegerOutOfRangeError unless the id fits 56 bits.
 */
export function accountOfContribution(id: bigint): number {
  checkUint("contribution id", id, 56);
  return Number(id >> 24n);
}
