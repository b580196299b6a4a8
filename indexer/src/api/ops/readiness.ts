import type { Hex } from "viem";

/** Where the tables stand. */
export interface IndexedHead {
  readonly blockNumber: number;
  /** Hash of that block as it was folded; null if the chain has dropped it since. */
  readonly blockHash: Hex | null;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** Where the chain stands. */
export interface ChainHead {
  readonly number: number;
  /** Hash of a block of the chain now; null if it has none of that number. */
  readonly hashAt: (blockNumber: number) => Promise<Hex | null>;
}

export interface ReadinessReads {
  /** Null before the first block is folded. */
  readonly readIndexed: () => Promise<IndexedHead | null>;
  readonly readHead: () => Promise<ChainHead>;
}

/** Whether the tables may be relied on. */
export interface Readiness {
  readonly isReady: boolean;
  /** Why not; null if ready. */
  readonly reason: string | null;
  readonly indexedBlock: number | null;
  readonly indexedHash: Hex | null;
  /** Null if the chain does not answer. */
  readonly headBlock: number | null;
  /** Blocks between the two; null unless both are known. */
  readonly lagBlocks: number | null;
}

/**
 * Compares the tables with the chain: ready means that they stand at most `maxLagBlocks` behind the head, on the chain's own block.
 * Ponder's `/ready` says neither: it turns 200 before the head is reached and stays so when its writer is dead.
 */
export const readReadiness = async ({ readIndexed, readHead }: ReadinessReads, maxLagBlocks: number): Promise<Readiness> => {
  const [indexed, head] = await Promise.all([readIndexed().catch(() => undefined), readHead().catch(() => undefined)]);
  const known = {
    indexedBlock: indexed?.blockNumber ?? null,
    indexedHash: indexed?.blockHash ?? null,
    headBlock: head?.number ?? null,
    lagBlocks: indexed == null || head === undefined ? null : Math.max(0, head.number - indexed.blockNumber),
  };
  const not = (reason: string): Readiness => ({ isReady: false, reason, ...known });
  if (indexed === undefined) return not("the database does not answer");
  if (indexed === null) return not("no block is folded yet");
  if (head === undefined) return not("the chain does not answer");
  if (known.lagBlocks! > maxLagBlocks) return not(`${known.lagBlocks} blocks behind the head, more than ${maxLagBlocks}`);
  if (indexed.blockNumber > head.number) return not(`block ${indexed.blockNumber} is folded, but the chain ends at ${head.number}`);
  if (indexed.blockHash === null) return not(`the chain has dropped block ${indexed.blockNumber}, which is folded`);
  const hash = await head.hashAt(indexed.blockNumber).catch(() => undefined);
  if (hash === undefined) return not("the chain does not answer");
  if (hash === null) return not(`block ${indexed.blockNumber} is folded, but the chain has none of that number`);
  if (hash.toLowerCase() !== indexed.blockHash.toLowerCase())
    return not(`block ${indexed.blockNumber} is ${indexed.blockHash} here and ${hash} on the chain`);
  return { isReady: true, reason: null, ...known };
};
