import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Hex } from "viem";

export const repositoryRoot = path.dirname(path.dirname(import.meta.dirname));
export const deploymentsFolder = path.join(repositoryRoot, "deploy", "deployments");

/** What gateway and indexer read: where the suite stands on one chain. */
export type DeploymentRecord = {
  readonly chainId: number;
  /** Block from which events are read. */
  readonly startBlock: number;
  readonly contracts: Readonly<Record<string, Hex>>;
};

/** Reads Ignition's `deployed_addresses.json`; keys `Module#Contract` become contract names. */
export async function readDeployedAddresses(folder: string): Promise<Record<string, Hex>> {
  const json = JSON.parse(await readFile(path.join(folder, "deployed_addresses.json"), "utf8")) as Record<string, Hex>;
  return Object.fromEntries(Object.entries(json).map(([key, address]) => [key.split("#")[1] ?? key, address]));
}

export async function writeDeploymentRecord(file: string, record: DeploymentRecord): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
}

/** Removes the Ignition journals of finished local runs. */
export async function removeDeployment(deploymentId: string): Promise<void> {
  const names = await readdir(deploymentsFolder).catch(() => []);
  if (names.includes(deploymentId)) await rm(path.join(deploymentsFolder, deploymentId), { recursive: true });
}
