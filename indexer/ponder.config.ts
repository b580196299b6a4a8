import { createConfig } from "ponder";
import type { Abi } from "viem";

import { readConfig } from "./src/config/config.ts";
import { CONTRACTS, deployedContracts, type ContractName } from "./src/fold/contracts.ts";

const config = readConfig(process.env);
const { chainId, startBlock, contracts } = config.deployment;

/** Development chains start over with the same blocks and other contents, so their blocks must not be kept. */
const RESETTABLE_CHAINS = [1_337, 31_337];

/** Name of the one chain in Ponder's status and metrics. */
const CHAIN = "openledger";

const sourceOf = (name: ContractName) => ({ chain: CHAIN, abi: CONTRACTS[name] as Abi, address: contracts[name]!, startBlock });

export default createConfig({
  database:
    config.databaseUrl === undefined
      ? { kind: "pglite", directory: config.dataDirectory }
      : { kind: "postgres", connectionString: config.databaseUrl },
  chains: {
    [CHAIN]: {
      id: chainId,
      rpc: [...config.rpcUrls],
      pollingInterval: config.pollingInterval,
      disableCache: RESETTABLE_CHAINS.includes(chainId),
    },
  },
  contracts: Object.fromEntries(deployedContracts(config.deployment).map((name) => [name, sourceOf(name)])),
});
