import type { Deployment } from "@openledger/sdk";
import { epochLedgerAbi } from "@openledger/sdk/abis";
import { createPublicClient, http } from "viem";

import type { EpochChain } from "./rail.ts";

/** Reads the epoch ledger over JSON-RPC. */
export function connectEpochChain({
  rpcUrl,
  deployment,
  gatewayId,
}: {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly gatewayId: number;
}): EpochChain {
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 2, timeout: 20_000 }), cacheTime: 0 });
  const ledger = { address: deployment.contracts.EpochLedger, abi: epochLedgerAbi } as const;
  return {
    heads: () => client.readContract({ ...ledger, functionName: "chainOf", args: [gatewayId] }),
    stateOf: async (epoch) => {
      const record = await client.readContract({ ...ledger, functionName: "recordOf", args: [gatewayId, epoch] });
      return { record, held: (await client.readContract({ ...ledger, functionName: "fundingOf", args: [record] })).held };
    },
  };
}
