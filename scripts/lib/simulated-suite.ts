import { createPublicClient, custom, type Hex, type PublicClient } from "viem";

import { plainShape, type SuiteShape } from "../../deploy/modules/shape.ts";
import { foreignContracts, type DeploymentRecord } from "./deployment.ts";

export type SimulatedSuite = {
  readonly client: PublicClient;
  readonly deployment: DeploymentRecord;
  /** Who governs: the timelock, or the account that was named. */
  readonly governance: Hex;
  readonly guardian: Hex;
  readonly arbiter: Hex;
  readonly treasury: Hex;
  readonly accounts: readonly Hex[];
  close(): Promise<void>;
};

/** As it is meant to go live: governed by votes, guardian and arbiter apart. */
export const governedShape: SuiteShape = { ...plainShape, governance: "governor", hasGuardian: true, hasArbiter: true };

/** Deploys the suite through the Ignition modules onto an OP-type chain in this process. */
export async function deploySimulatedSuite(shape: SuiteShape = plainShape): Promise<SimulatedSuite> {
  const { default: hre } = await import("hardhat");
  const { openLedgerModule } = await import("../../deploy/modules/OpenLedger.ts");
  const connection = await hre.network.create({ network: "default", chainType: "op" });
  const accounts = (await connection.provider.request({ method: "eth_accounts" })) as Hex[];
  const [, treasury, guardian, arbiter] = accounts as [Hex, Hex, Hex, Hex];
  const result = await connection.ignition.deploy(openLedgerModule(shape), {
    parameters: {
      $global: {
        governance: treasury,
        guardian,
        arbiter,
        treasury,
        initialSupply: 100_000_000n * 10n ** 18n,
        nativeSupply: 1_000_000_000n * 10n ** 18n,
        escrowWithdrawalDelay: 86_400,
        gatewayUnbondingDelay: 1_209_600,
        revealWindow: 86_400,
      },
    },
  });
  const contracts: Record<string, Hex> = {};
  for (const [key, contract] of Object.entries(result)) {
    const name = key === "authority" ? "AccessManager" : key === "openToken" && shape.openIsNative ? "WrappedOpen" : capitalised(key);
    if (!foreignContracts.has(name)) contracts[name] = (await contract.getAddress()) as Hex;
  }
  const governance = shape.governance === "governor" ? contracts.OpenTimelock! : treasury;
  const client = createPublicClient({ transport: custom(connection.provider as never, { retryCount: 0 }) });
  return {
    client: client as PublicClient,
    deployment: { chainId: await client.getChainId(), startBlock: 0, contracts },
    governance,
    guardian: shape.hasGuardian ? guardian : governance,
    arbiter: shape.hasArbiter ? arbiter : governance,
    treasury,
    accounts,
    close: () => connection.close(),
  };
}

function capitalised(name: string): string {
  return `${name[0]!.toUpperCase()}${name.slice(1)}`;
}

/** Names of the suite's addresses: its contracts, and who was named for a power. */
export function namesOf({ deployment, governance, guardian, arbiter }: SimulatedSuite): (address: Hex) => string {
  const names = new Map([
    [arbiter.toLowerCase(), "arbiter"],
    [guardian.toLowerCase(), "guardian"],
    [governance.toLowerCase(), "governance"],
    ...Object.entries(deployment.contracts).map(([name, address]) => [address.toLowerCase(), name] as const),
  ]);
  return (address) => names.get(address.toLowerCase()) ?? address;
}
