import type { Hex, Log, PublicClient } from "viem";

/** Below this a refusal is not about the range. */
const smallest = 500n;

/** All logs of some contracts since a block. Ranges that the RPC finds too long are halved until it answers. @throws what the RPC says to a short range. */
export async function readLogs(client: PublicClient, address: Hex | readonly Hex[], fromBlock: bigint): Promise<readonly Log[]> {
  const addresses = typeof address === "string" ? address : [...address];
  const read = async (from: bigint, to: bigint): Promise<readonly Log[]> => {
    try {
      return await client.getLogs({ address: addresses, fromBlock: from, toBlock: to });
    } catch (error) {
      if (to - from < smallest) throw error;
      const middle = (from + to) / 2n;
      return [...(await read(from, middle)), ...(await read(middle + 1n, to))];
    }
  };
  return read(fromBlock, await client.getBlockNumber({ cacheTime: 0 }));
}
