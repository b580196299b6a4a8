import { checkUint } from "../bytes/check-uint.ts";
import type { Standing } from "../codes/standing.ts";

/**
 * The standing of one contribution, from the page that {@link standingPageKey} names.
 * @throws IntegerOutOfRangeError unless page fits 256 bits and id 56 bits.
 */
export function standingOf(page: bigint, id: bigint): Standing {
  checkUint("page", page, 256);
  checkUint("contribution id", id, 56);
  return Number((page >> (2n * (id & 127n))) & 3n) as Standing;
}
