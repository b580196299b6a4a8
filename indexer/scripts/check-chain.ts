import { createPublicClient, http } from "viem";

import { ConfigError, type Config } from "../src/config/config.ts";

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
  const address = deployment.contracts.RewardRouter;
  if ((await client.getCode({ address })) === undefined) {
    throw new ConfigError(
      `OPENLEDGER_DEPLOYMENT: there is no contract at ${address} (RewardRouter) on this chain; deploy first, or set the right file.`,
    );
  }
};
