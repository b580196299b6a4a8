import path from "node:path";

import { createPublicClient, http, isAddress, type Hex } from "viem";

import { deploymentsFolder, firstBlockOf, readDeployedAddresses, type DeploymentRecord } from "./deployment.ts";

/** Parameters of `deploy/modules`; what each means stands in `deploy/parameters/README.md`. */
export type SuiteParameters = {
  readonly governance: Hex;
  readonly treasury: Hex;
  readonly initialSupply: bigint;
  readonly escrowWithdrawalDelay: number;
  readonly gatewayUnbondingDelay: number;
  readonly revealWindow: number;
};

export type DeploySuiteOptions = {
  /** Network of `hardhat.config.ts`. */
  readonly network: string;
  /** Folder name under `deploy/deployments`; a run with the same name resumes. Without one, Ignition's own: `chain-<chain id>`. */
  readonly deploymentId?: string;
  readonly parameters: SuiteParameters;
  readonly displayUi?: boolean;
};

/**
 * Deploys the whole suite through the Ignition modules, or resumes an interrupted deployment.
 * @throws before the first transaction if a parameter is missing, governance is the deployer, or the deployer has no funds.
 */
export async function deploySuite(options: DeploySuiteOptions): Promise<DeploymentRecord> {
  const { default: hre } = await import("hardhat");
  const { default: openLedger } = await import("../../deploy/modules/OpenLedger.ts");
  const connection = await hre.network.create(options.network);
  try {
    const [deployer] = await connection.ethers.getSigners();
    if (deployer === undefined)
      throw new Error(`network ${options.network} has no account: set the keystore variable DEPLOYER_PRIVATE_KEY`);
    await preflight(connection.ethers.provider, deployer.address as Hex, options);

    const { chainId } = await connection.ethers.provider.getNetwork();
    const deploymentId = options.deploymentId ?? `chain-${chainId}`;
    await connection.ignition.deploy(openLedger, {
      parameters: { $global: { ...options.parameters } },
      deploymentId,
      displayUi: options.displayUi ?? false,
    });
    const folder = path.join(deploymentsFolder, deploymentId);
    return { chainId: Number(chainId), startBlock: await firstBlockOf(folder), contracts: await readDeployedAddresses(folder) };
  } finally {
    await connection.close();
  }
}

type Balances = { getBalance(address: string): Promise<bigint> };

async function preflight(provider: Balances, deployer: Hex, { network, parameters }: DeploySuiteOptions): Promise<void> {
  for (const name of ["governance", "treasury"] as const) {
    if (!isAddress(parameters[name] as string))
      throw new Error(`parameter ${name} is "${parameters[name]}", which is no address: set it in deploy/parameters`);
  }
  if (parameters.governance.toLowerCase() === deployer.toLowerCase()) {
    throw new Error(`governance is the deployer ${deployer}: name another address, because the deployer gives up every power`);
  }
  if ((await provider.getBalance(deployer)) === 0n) {
    throw new Error(`the deployer ${deployer} has no funds on ${network}: send it some of the chain's native coin`);
  }
}

/** The chain id behind an RPC URL. */
export async function chainIdOf(rpcUrl: string): Promise<number> {
  return createPublicClient({ transport: http(rpcUrl) }).getChainId();
}
