import { createPublicClient, custom, type Hex, type PublicClient } from "viem";

import type { DeploymentRecord } from "./deployment.ts";

export type SimulatedSuite = { readonly client: PublicClient; readonly deployment: DeploymentRecord; readonly governance: Hex; readonly accounts: readonly Hex[]; close(): Promise<void> };

/** Deploys the suite through the Ignition modules onto an OP-type chain in this process. */
export async function deploySimulatedSuite(): Promise<SimulatedSuite> {
  const { default: hre } = await import("hardhat");
  const { default: openLedger } = await import("../../deploy/modules/OpenLedger.ts");
  const connection = await hre.network.create({ network: "default", chainType: "op" });
  const accounts = (await connection.provider.request({ method: "eth_accounts" })) as Hex[];
  const governance = accounts[1]!;
  const result = await connection.ignition.deploy(openLedger, {
    parameters: {
      $global: {
        governance,
        treasury: governance,
        initialSupply: 100_000_000n * 10n ** 18n,
        escrowWithdrawalDelay: 86_400,
        gatewayUnbondingDelay: 1_209_600,
        revealWindow: 86_400,
      },
    },
  });
  const contracts: Record<string, Hex> = {};
  for (const [key, contract] of Object.entries(result)) {
    const name = key === "authority" ? "AccessManager" : `${key[0]!.toUpperCase()}${key.slice(1)}`;
    contracts[name] = (await contract.getAddress()) as Hex;
  }
  const client = createPublicClient({ transport: custom(connection.provider as never, { retryCount: 0 }) });
  return { client: client as PublicClient, deployment: { chainId: await client.getChainId(), startBlock: 0, contracts }, governance, accounts, close: () => connection.close() };
}
