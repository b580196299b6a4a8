import {
  adapterRegistryAbi,
  agentRegistryAbi,
  contributionLedgerAbi,
  datanetRegistryAbi,
  gatewayRegistryAbi,
  modelRegistryAbi,
} from "@openledger/sdk/abis";
import type { Deployment } from "@openledger/sdk";
import {
  BaseError,
  isAddressEqual,
  parseEventLogs,
  ResponseBodyTooLargeError,
  RpcRequestError,
  type Abi,
  type Address,
  type Log,
  type PublicClient,
} from "viem";

import type { ChainLog } from "./fold-logs.ts";

const BLOCKS_PER_CALL = 5_000n;
const EVENTS = (
  [adapterRegistryAbi, agentRegistryAbi, contributionLedgerAbi, datanetRegistryAbi, gatewayRegistryAbi, modelRegistryAbi] as Abi[]
)
  .flat()
  .filter((entry) => entry.type === "event");

/** Whether the node answered, and only not with what was asked: so many logs at once are too much for it, or for the client. */
const isTooMuch = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk((cause) => cause instanceof RpcRequestError || cause instanceof ResponseBodyTooLargeError) !== null;

/** Logs of a range of blocks, in halves where the whole is too much. */
async function logsOf(client: PublicClient, address: readonly Address[], from: bigint, to: bigint): Promise<readonly Log[]> {
  try {
    return await client.getLogs({ address: [...address], fromBlock: from, toBlock: to });
  } catch (error) {
    if (from === to || !isTooMuch(error)) throw error;
    const middle = (from + to) / 2n;
    return [...(await logsOf(client, address, from, middle)), ...(await logsOf(client, address, middle + 1n, to))];
  }
}

/** Events of the registries in blocks `[from, to]`, decoded, in order. */
export async function readLogs(
  client: PublicClient,
  { deployment, from, to }: { deployment: Deployment; from: bigint; to: bigint },
): Promise<readonly ChainLog[]> {
  const { AdapterRegistry, AgentRegistry, ContributionLedger, DatanetRegistry, GatewayRegistry, ModelRegistry } = deployment.contracts;
  const address = [AdapterRegistry, AgentRegistry, ContributionLedger, DatanetRegistry, GatewayRegistry, ModelRegistry];
  const found: ChainLog[] = [];
  const timestamps = new Map<bigint, number>();
  for (let first = from; first <= to; first += BLOCKS_PER_CALL) {
    const last = first + BLOCKS_PER_CALL - 1n < to ? first + BLOCKS_PER_CALL - 1n : to;
    const logs = await logsOf(client, address, first, last);
    for (const log of parseEventLogs({ abi: EVENTS, logs: [...logs] })) {
      // Only an offering's age is asked for, so only its block is read.
      if (log.eventName === "OfferingPublished" && !timestamps.has(log.blockNumber)) {
        timestamps.set(log.blockNumber, Number((await client.getBlock({ blockNumber: log.blockNumber })).timestamp));
      }
      found.push({
        // Models and adapters share this event; whose it is only the address tells.
        eventName:
          log.eventName !== "AssetRetrained"
            ? log.eventName
            : isAddressEqual(log.address, AdapterRegistry)
              ? "AdapterRetrained"
              : "ModelRetrained",
        args: log.args as unknown as Record<string, unknown>,
        blockNumber: log.blockNumber,
        timestamp: timestamps.get(log.blockNumber) ?? 0,
      });
    }
  }
  return found;
}
