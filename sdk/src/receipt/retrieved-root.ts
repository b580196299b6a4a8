import { bytesToHex, keccak256, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { merkleRoot } from "../merkle/merkle-root.ts";

/**
 * Root over the contributions that were retrieved into the prompt, each once, ascending; 32 zero bytes without any.
 * @throws IntegerOutOfRangeError for an id above 56 bits.
 */
export function retrievedRoot(contributionIds: readonly bigint[]): Hex {
  const ids = [...new Set(contributionIds)].sort((a, b) => (a < b ? -1 : 1));
  return merkleRoot(ids.map((id) => keccak256(bytesToHex(new ByteWriter(7).uint("contributionId", id, 7).finish()))));
}
