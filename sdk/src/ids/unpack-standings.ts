import { checkUint } from "../bytes/check-uint.ts";
import type { Standing } from "../codes/standing.ts";

/**
 * The 128 standings of a page of `ContributionLedger`; the standing of `local` is at index `local & 127`.
 * @throws IntegerOutOfRangeError unless the page fits 256 bits.
 */
export function unpackStandings(page: bigint): readonly Standing[] {
  checkUint("page", page, 256);
  return Array.from({ length: 128 }, (_, slot) => Number((page >> BigInt(2 * slot)) & 3n) as Standing);
}
