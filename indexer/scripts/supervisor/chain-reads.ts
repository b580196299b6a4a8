import { BlockNotFoundError, createPublicClient, fallback, http, type Hex } from "viem";

const TIMEOUT_MS = 5_000;

/** A block, as far as the supervisor needs it. */
export interface BlockFacts {
  readonly number: number;
  readonly hash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** What the supervisor asks the chain, beside Ponder and without its cache. */
export const chainReads = (rpcUrls: readonly string[]) => {
  const urls = [...new Set(rpcUrls)];
  const client = createPublicClient({ transport: fallback(urls.map((url) => http(url, { timeout: TIMEOUT_MS, retryCount: 0 }))) });
  const factsOf = ({ number, hash, timestamp }: { number: bigint; hash: Hex; timestamp: bigint }): BlockFacts => ({
    number: Number(number),
    hash,
    timestamp: Number(timestamp),
  });
  return {
    head: async (): Promise<BlockFacts> => factsOf(await client.getBlock()),
    /** Null if the chain has no such block. */
    block: async (number: number): Promise<BlockFacts | null> => {
      try {
        return factsOf(await client.getBlock({ blockNumber: BigInt(number) }));
      } catch (error) {
        if (error instanceof BlockNotFoundError) return null;
        throw error;
      }
    },
  };
};

export type ChainReads = ReturnType<typeof chainReads>;
