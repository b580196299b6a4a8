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

/** Contracts of others that the suite stands on and may have to deploy: their code is not this checkout's to verify. */
export const foreignContracts: ReadonlySet<string> = new Set(["EAS", "SchemaRegistry"]);

/** Reads Ignition's `deployed_addresses.json`; keys `Module#Contract` become contract names, foreign contracts are left out. */
export async function readDeployedAddresses(folder: string): Promise<Record<string, Hex>> {
  const json = JSON.parse(await readFile(path.join(folder, "deployed_addresses.json"), "utf8")) as Record<string, Hex>;
  const named = Object.entries(json).map(([key, address]) => [key.split("#")[1] ?? key, address] as const);
  return Object.fromEntries(named.filter(([name]) => !foreignContracts.has(name)));
}

/** Block of a deployment's first transaction, from Ignition's journal, which keeps it over interruptions. @throws if there is none. */
export async function firstBlockOf(folder: string): Promise<number> {
  const journal = await readFile(path.join(folder, "journal.jsonl"), "utf8");
  const blocks = [...journal.matchAll(/"blockNumber":(\d+)/g)].map(([, block]) => Number(block));
  if (blocks.length === 0) throw new Error(`${folder} holds no confirmed transaction`);
  return Math.min(...blocks);
}

export async function writeDeploymentRecord(file: string, record: DeploymentRecord & { readonly state?: unknown }): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
}

/** Removes the Ignition journals of finished local runs. */
export async function removeDeployment(deploymentId: string): Promise<void> {
  const names = await readdir(deploymentsFolder).catch((): string[] => []);
  if (names.includes(deploymentId)) await rm(path.join(deploymentsFolder, deploymentId), { recursive: true });
}
