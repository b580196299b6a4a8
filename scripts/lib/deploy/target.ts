import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { createPublicClient, http, isHex, type Hex, type PublicClient } from "viem";
import { privateKeyToAddress } from "viem/accounts";

import { DeploymentRefusedError } from "./problems.ts";

/** The chain that a network of `hardhat.config.ts` names, reached, and who deploys on it. */
export type Target = {
  readonly network: string;
  readonly chainId: number;
  readonly deployer: Hex;
  readonly client: PublicClient;
  /** A development chain of this machine: id 31337, which has whatever its owner gives it. */
  readonly isLocal: boolean;
};

export const localChainId = 31_337;

/**
 * Reaches a network.
 * @throws DeploymentRefusedError if the network is unknown, its RPC URL or key is missing or malformed, the RPC does not answer, or is another chain.
 */
export async function reachTarget(hre: HardhatRuntimeEnvironment, network: string | undefined): Promise<Target> {
  const named = network === undefined ? undefined : hre.config.networks[network];
  const names = Object.keys(hre.config.networks).filter((name) => hre.config.networks[name]!.type === "http");
  if (network === undefined || named === undefined || named.type !== "http")
    throw new DeploymentRefusedError([
      `${network ?? "no name"} is no network of hardhat.config.ts: give one of ${names.join(", ")} with --network`,
    ]);

  const problems: string[] = [];
  const url = await named.url.getUrl().catch((error: Error) => void problems.push(`the RPC URL of ${network}: ${adviceOf(error)}`));
  const keys = named.accounts === "remote" ? undefined : Array.isArray(named.accounts) ? named.accounts : [];
  let deployer: Hex | undefined;
  if (keys !== undefined) {
    const key = await keys[0]
      ?.get()
      .then((text) => (text.startsWith("0x") ? text : `0x${text}`))
      .catch((error: Error) => void problems.push(`the deployer's key: ${adviceOf(error)}`));
    if (key !== undefined && !(isHex(key) && key.length === 66))
      problems.push("the deployer's key is no private key: DEPLOYER_PRIVATE_KEY must be 32 bytes in hex");
    else if (key !== undefined) deployer = privateKeyToAddress(key as Hex);
  }
  if (url === undefined) throw new DeploymentRefusedError(problems);

  const client = createPublicClient({ transport: http(url, { retryCount: 2, timeout: 15_000 }) }) as PublicClient;
  const chainId = await client.getChainId().catch((error: Error & { shortMessage?: string }) => {
    throw new DeploymentRefusedError([
      ...problems,
      `the RPC of ${network} does not answer: ${error.shortMessage ?? error.message}; check its URL and that the node runs`,
    ]);
  });
  if (named.chainId !== undefined && named.chainId !== chainId)
    problems.push(`${network} is chain ${named.chainId}, but its RPC is of chain ${chainId}: set the RPC URL of the right chain`);
  if (keys === undefined) [deployer] = (await client.request({ method: "eth_accounts" as never })) as readonly Hex[];
  if (deployer === undefined && problems.length === 0) problems.push(`${network} has no account: set DEPLOYER_PRIVATE_KEY`);
  if (problems.length > 0) throw new DeploymentRefusedError(problems);
  return { network, chainId, deployer: deployer!, client, isLocal: chainId === localChainId };
}

/** Hardhat's own words without its codes and links, and how to set a variable. */
function adviceOf(error: Error): string {
  const variable = /"([A-Z][A-Z0-9_]+)" (?:was )?not found/.exec(error.message)?.[1];
  if (variable !== undefined) return `${variable} is not set: run npx hardhat keystore set ${variable}, or set the environment variable`;
  return error.message.replace(/^HHE\d+: /, "").split("\n")[0]!;
}
