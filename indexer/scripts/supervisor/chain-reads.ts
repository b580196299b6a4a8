import { BlockNotFoundError, createPublicClient, fallback, http, type Block, type Hex } from "viem";

const TIMEOUT_MS = 5_000;

/** A block, as far as the supervisor needs it. */
export interface BlockFacts {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** What the supervisor asks the chain, beside Ponder and without its cache. */
export const chainReads = (rpcUrls: readonly string[]) => {
  const urls = [...new Set(rpcUrls)];
  const client = createPublicClient({ transport: fallback(urls.map((url) => http(url, { timeout: TIMEOUT_MS, retryCount: 0 }))) });
  const factsOf = ({
    number,
    hash,
    parentHash,
    timestamp,
  }: Pick<Block<bigint, false, "latest">, "number" | "hash" | "parentHash" | "timestamp">): BlockFacts => ({
    number: Number(number),
    hash,
    parentHash,
    timestamp: Number(timestamp),
  });
  const block = async (number: number): Promise<BlockFacts | null> => {
    try {
      return factsOf(await client.getBlock({ blockNumber: BigInt(number) }));
    } catch (error) {
      if (error instanceof BlockNotFoundError) return null;
      throw error;
    }
  };
  return {
    head: async (): Promise<BlockFacts> => factsOf(await client.getBlock()),
    /** Null if the chain has no such block. */
    block,
    /**
     * Hash of a block that its child confirms; null if the chain has no such block.
     * @throws if the child names another parent: the node contradicts itself.
     */
    linkedHash: async (number: number): Promise<Hex | null> => {
      const [parent, child] = [await block(number), await block(number + 1)];
      if (parent !== null && child !== null && child.parentHash !== parent.hash)
        throw new Error(`block ${number} is ${parent.hash}, but the next one follows ${child.parentHash}`);
      return parent?.hash ?? null;
    },
  };
};

export type ChainReads = ReturnType<typeof chainReads>;
