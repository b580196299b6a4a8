import type { Hex } from "viem";

/** An accepted contribution as a corpus snapshot commits to it. */
export interface SnapshotItem {
  readonly contributionId: bigint;
  readonly contentRoot: Hex;
  /** Novelty weight set at admission, 0 to 1,000,000. */
  readonly noveltyPpm: number;
}
