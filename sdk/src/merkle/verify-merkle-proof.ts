import { bytesToHex, type Hex } from "viem";

import { toBytes } from "../bytes/to-bytes.ts";
import { climbProof } from "./climb-proof.ts";

/** What {@link verifyMerkleProof} takes. */
export interface MerkleClaim {
  readonly root: Hex;
  readonly leaf: Hex;
  /** The leaf's place, from 0. */
  readonly index: number;
  /** How many leaves the tree has, known from elsewhere (for example a receipt's leg count): it fixes the depth. */
  readonly leafCount: number;
  readonly proof: readonly Hex[];
}

/**
 * Whether `leaf` is at `index` in the tree of `leafCount` leaves behind `root`.
 * @throws InvalidBytesError if root, leaf or a sibling is not 32 bytes.
 */
export function verifyMerkleProof({ root, leaf, index, leafCount, proof }: MerkleClaim): boolean {
  const expected = bytesToHex(toBytes("root", root, 32));
  const reached = climbProof({ leaf: toBytes("leaf", leaf, 32), index, leafCount, proof });
  return reached !== undefined && bytesToHex(reached) === expected;
}
