import type { Deployment } from "@openledger/sdk";
import type { PublicClient } from "viem";

import { readStateFacts } from "./chain-facts.ts";
import { compareFacts, type Group } from "./compare.ts";
import { readEpochChainFacts } from "./epoch-chain-facts.ts";
import { indexedAt, IndexMovedError, readIndexFacts, type IndexedAt } from "./index-facts.ts";
import { readLogFacts } from "./log-facts.ts";

const ATTEMPTS = 10;

export type Reconciliation = {
  readonly at: IndexedAt;
  readonly groups: readonly Group[];
  /** Events that make no row of their own, with how often they occurred. */
  readonly uncounted: ReadonlyMap<string, number>;
};

/**
 * Compares the index with the chain at the block the index stands at. The index is read whole at one block, again if it goes on meanwhile.
 * @throws if the chain is another than the deployment's, has no such block, or replaces it meanwhile.
 */
export async function reconcile(client: PublicClient, graphqlUrl: string, deployment: Deployment): Promise<Reconciliation> {
  const chainId = await client.getChainId();
  if (chainId !== deployment.chainId)
    throw new Error(
      `the RPC is of chain ${chainId}, the deployment of chain ${deployment.chainId}: give the RPC of chain ${deployment.chainId}`,
    );
  for (let attempt = 1; ; attempt += 1) {
    const at = await indexedAt(graphqlUrl);
    try {
      const index = await readIndexFacts(graphqlUrl, at);
      await requireBlock(client, at);
      const state = await readStateFacts(client, deployment, BigInt(at.number));
      const { facts: logs, uncounted, seen } = await readLogFacts(client, deployment, BigInt(at.number));
      const epochs = await readEpochChainFacts(client, deployment, BigInt(at.number), seen);
      await requireBlock(client, at);
      const groups = compareFacts(new Map([...state, ...epochs, ...logs]), index);
      // The index may already show rows of the next block; then it has moved, and what was read is of two blocks.
      const isEqual = groups.every(({ differences }) => differences.length === 0);
      if (!isEqual && (await indexedAt(graphqlUrl)).hash !== at.hash) throw new IndexMovedError(`the indexer left block ${at.number}`);
      return { at, groups, uncounted };
    } catch (error) {
      if (!(error instanceof IndexMovedError)) throw error;
      if (attempt === ATTEMPTS)
        throw new Error(`${error.message} in each of ${ATTEMPTS} attempts; try again when the chain is quieter`, { cause: error });
    }
  }
}

async function requireBlock(client: PublicClient, { number, hash }: IndexedAt): Promise<void> {
  const block = await client.getBlock({ blockNumber: BigInt(number) }).catch(() => null);
  if (block === null) throw new Error(`the RPC has no block ${number}, at which the indexer stands: give an RPC that is at the head`);
  if (block.hash !== hash)
    throw new Error(`block ${number} is ${hash} for the indexer and ${block.hash} for the RPC: wait until both follow the same chain`);
}
