import { checkUint } from "../bytes/check-uint.ts";

/**
 * Key of the page of 128 standings that a contribution is on: `account << 24 | local >> 7`, for `ContributionLedger.standingPages`.
 * @throws IntegerOutOfRangeError unless the id fits 56 bits.
 */
export function standingPageKey(id: bigint): bigint {
  checkUint("contribution id", id, 56);
  return ((id >> 24n) << 24n) | ((id & 0xffffffn) >> 7n);
}
