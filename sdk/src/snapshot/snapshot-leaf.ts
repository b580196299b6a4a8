import { keccak256, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import type { SnapshotItem } from "./snapshot-item.ts";

/**
 * Leaf of an item: `keccak256(contributionId u56 | contentRoot | noveltyPpm u32)`.
 * @throws IntegerOutOfRangeError, InvalidBytesError with the field that does not fit.
 */
export function snapshotLeaf({ contributionId, contentRoot, noveltyPpm }: SnapshotItem): Hex {
  if (noveltyPpm > 1_000_000)
    throw new IntegerOutOfRangeError({ field: "noveltyPpm", value: noveltyPpm, minimum: 0n, maximum: 1_000_000n });
  const writer = new ByteWriter(43)
    .uint("contributionId", contributionId, 7)
    .bytes32("contentRoot", contentRoot)
    .uint("noveltyPpm", noveltyPpm, 4);
  return keccak256(writer.finish());
}
