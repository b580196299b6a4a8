import type { Abi, ContractFunctionParameters, PublicClient } from "viem";

/** Calldata of one read. It travels in init code, which has a size limit, and every node limits the gas of a call. */
const CALL_BYTES = 1_000;

/** Reads many getters at one block in few calls; needs no contract on the chain. @throws with the first call that fails. */
export async function many(client: PublicClient, blockNumber: bigint, calls: readonly unknown[]): Promise<readonly unknown[]> {
  if (calls.length === 0) return [];
  const contracts = calls as readonly ContractFunctionParameters<Abi>[];
  return client.multicall({ contracts, blockNumber, allowFailure: false, deployless: true, batchSize: CALL_BYTES });
}
