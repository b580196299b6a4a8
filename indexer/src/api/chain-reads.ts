import { rewardRouterAbi } from "@openledger/sdk/abis";
import type { Address, Hex, PublicClient } from "viem";

import type { ChainHead } from "./ops/readiness.ts";
import type { ChainReads } from "./proof/proof-route.ts";

type Client = Pick<PublicClient, "getBlock" | "getProof" | "getTransaction" | "readContract">;

/** What the API asks of the chain besides what is folded. */
export const chainReads = (client: Client, contracts: { readonly RewardRouter: Address; readonly PayoutLedger: Address }): ChainReads => {
  let commons: number | undefined;
  return {
    router: contracts.RewardRouter,
    payoutLedger: contracts.PayoutLedger,
    commonsAccount: async () =>
      (commons ??= await client.readContract({ address: contracts.RewardRouter, abi: rewardRouterAbi, functionName: "commons" })),
    getTransaction: (request) => client.getTransaction(request),
    proofAt: async (address, slots, blockNumber) => {
      const at = BigInt(blockNumber);
      const [{ stateRoot }, { accountProof, storageProof }] = await Promise.all([
        client.getBlock({ blockNumber: at }),
        client.getProof({ address, storageKeys: [...slots], blockNumber: at }),
      ]);
      return { stateRoot, accountProof, storageProofs: storageProof.map(({ proof }) => proof) };
    },
  };
};

/** The chain's latest block. */
export const readHead = async (client: Client): Promise<ChainHead> => {
  const { number } = await client.getBlock({ blockTag: "latest" });
  return {
    number: Number(number),
    hashAt: async (blockNumber): Promise<Hex> => (await client.getBlock({ blockNumber: BigInt(blockNumber) })).hash,
  };
};
