import path from "node:path";

import { HardhatArtifactResolver, PrettyEventHandler } from "@nomicfoundation/hardhat-ignition/helpers";

import { resume } from "./deploy/resume.ts";
import type { SuiteParameters } from "./deploy/parse-parameters.ts";
import { runIgnition } from "./deploy/run-ignition.ts";
import { shapeOf } from "./deploy/suite-module.ts";
import { reachTarget } from "./deploy/target.ts";
import { deploymentsFolder, firstBlockOf, readDeployedAddresses, type DeploymentRecord } from "./deployment.ts";

export type { SuiteParameters } from "./deploy/parse-parameters.ts";

export type DeploySuiteOptions = {
  /** Network of `hardhat.config.ts`. */
  readonly network: string;
  /** Folder name under `deploy/deployments`; a run with the same name resumes. Without one, Ignition's own: `chain-<chain id>`. */
  readonly deploymentId?: string;
  readonly parameters: SuiteParameters;
  /** Text for deterministic addresses by CREATE2; without one, contracts get the addresses of plain transactions. */
  readonly salt?: string | undefined;
  readonly displayUi?: boolean;
  /** Told what resuming found. */
  readonly note?: (line: string) => void;
};

/** How long Ignition waits between looks for a block. A local chain has one as soon as there is a transaction. */
const blockPollingInterval = { local: 50, other: 1_000 } as const;

/**
 * Deploys the whole suite through the Ignition modules, or resumes an interrupted deployment, even one whose process was killed.
 * @throws if the network cannot be reached or a transaction fails; run it again to go on.
 */
export async function deploySuite(options: DeploySuiteOptions): Promise<DeploymentRecord> {
  const { default: hre } = await import("hardhat");
  const { chainId, deployer, client, isLocal } = await reachTarget(hre, options.network);
  const deploymentId = options.deploymentId ?? `chain-${chainId}`;
  const folder = path.join(deploymentsFolder, deploymentId);
  await resume({ folder, client, deployer, note: options.note ?? (() => undefined) });

  const connection = await hre.network.create(options.network);
  try {
    await runIgnition({
      provider: connection.provider,
      artifactResolver: new HardhatArtifactResolver(hre.artifacts),
      shape: await shapeOf(options.parameters, client),
      deployer,
      parameters: options.parameters,
      salt: options.salt,
      blockPollingInterval: isLocal ? blockPollingInterval.local : blockPollingInterval.other,
      deploymentDir: folder,
      ...(options.displayUi === true ? { executionEventListener: new PrettyEventHandler(hre.interruptions) } : {}),
    });
    return { chainId, startBlock: await firstBlockOf(folder), contracts: await readDeployedAddresses(folder) };
  } finally {
    await connection.close();
  }
}
