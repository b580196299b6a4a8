import { createPublicClient, http } from "viem";

import { ConfigError, type Config } from "../src/config/config.ts";
import { CONTRACTS, type ContractName } from "../src/fold/contracts.ts";

/**
 * Asks the chain whether it is the deployment's. Ponder only warns of another chain id, and indexes nothing where there is no code.
 * @throws ConfigError with what to change.
 */
export const checkChain = async ({ rpcUrls, deployment }: Config): Promise<void> => {
  const url = rpcUrls[0]!;
  const client = createPublicClient({ transport: http(url, { timeout: 10_000, retryCount: 5 }) });
  const where = new URL(url).origin;
  const chainId = await client.getChainId().catch(() => {
    throw new ConfigError(`OPENLEDGER_RPC_URL: ${where} does not answer; start the chain, or set the address of one that runs.`);
  });
  if (chainId !== deployment.chainId) {
    throw new ConfigError(
      `OPENLEDGER_RPC_URL: ${where} is chain ${chainId}, the deployment is on chain ${deployment.chainId}; set the address of that chain, or its deployment file.`,
    );
  }
  const codes = await Promise.all(
    (Object.keys(CONTRACTS) as ContractName[]).map(async (name) => {
      const address = deployment.contracts[name];
      // What a deployment may lack is not looked for.
      return { name, address, code: address === undefined ? "0x" : await client.getCode({ address }) };
    }),
  );
  const absent = codes.find(({ code }) => code === undefined);
  if (absent !== undefined) {
    throw new ConfigError(
      `OPENLEDGER_DEPLOYMENT: there is no contract at ${absent.address} (${absent.name}) on this chain; deploy first, or set the right file.`,
    );
  }
};
