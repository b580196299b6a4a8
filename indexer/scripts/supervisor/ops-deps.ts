import type { Hex } from "viem";

import type { OpsDependencies } from "../../src/api/ops/ops-app.ts";
import type { BlockFacts, ChainReads } from "./chain-reads.ts";
import { countAnomalies, readIndexed, readMetrics } from "./ponder-reads.ts";

/** What /ready and /metrics ask. `port` is the index's, `tip` the last block it folded with the hash of that time. */
export const opsDeps = (reads: ChainReads, port: () => number | null, tip: () => BlockFacts | null): OpsDependencies => {
  const portNow = (): number => {
    const now = port();
    if (now === null) throw new Error("there is no index yet");
    return now;
  };
  return {
    readIndexed: async () => {
      const now = port();
      const indexed = now === null ? null : await readIndexed(now);
      if (indexed === null) return null;
      const remembered = tip();
      const hash =
        remembered?.number === indexed.number && remembered.timestamp === indexed.timestamp
          ? remembered.hash
          : await hashIfSame(reads, indexed);
      return hash === null ? null : { blockNumber: indexed.number, blockHash: hash, timestamp: indexed.timestamp };
    },
    readHead: async () => ({
      number: (await reads.head()).number,
      hashAt: async (number: number) => (await reads.block(number))?.hash ?? null,
    }),
    countAnomalies: () => countAnomalies(portNow()),
    upstreamMetrics: () => readMetrics(portNow()),
  };
};

/** Another time means another block: a reorganisation that the index has not followed yet. */
const hashIfSame = async (reads: ChainReads, { number, timestamp }: { number: number; timestamp: number }): Promise<Hex | null> => {
  const block = await reads.block(number);
  return block?.timestamp === timestamp ? block.hash : null;
};
