import path from "node:path";

import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import { toHex, type Hex } from "viem";

import type { SuiteShape } from "../../../deploy/modules/shape.ts";
import { repositoryRoot } from "../deployment.ts";
import { installEas } from "./install-eas.ts";
import { asSigned } from "./l1-fee.ts";
import type { SuiteParameters } from "./parse-parameters.ts";
import { runIgnition } from "./run-ignition.ts";

export type RehearsedTransaction = {
  readonly gasUsed: bigint;
  readonly gasLimit: bigint;
  /** The signed transaction, as the L1 fee is charged for. */
  readonly signed: Uint8Array;
};

export type Rehearsal = {
  readonly transactions: readonly RehearsedTransaction[];
  /** Addresses by Ignition's ids (`Module#Contract`); on a real chain the same if a salt is given and nobody registers an account in between. */
  readonly addresses: Readonly<Record<string, Hex>>;
};

export type RehearseOptions = {
  readonly shape: SuiteShape;
  readonly deployer: Hex;
  readonly parameters: SuiteParameters;
  /** Text of the salt; without one contracts get the addresses of plain transactions. */
  readonly salt?: string | undefined;
};

type Transaction = {
  readonly from: Hex;
  readonly to: Hex | null;
  readonly input: Hex;
  readonly nonce: Hex;
  readonly gas: Hex;
  readonly hash: Hex;
};

/**
 * Deploys the suite on a chain in this process, exactly as it would be deployed: what reverts there would have reverted later for money.
 * @throws with the reason of the contract that refuses its parameters.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  try {
    return await attempt(options);
  } catch (error) {
    // CreateX hides why a constructor reverted; a plain transaction shows it.
    if (options.salt !== undefined) await attempt({ ...options, salt: undefined });
    throw error;
  }
}

async function attempt({ shape, deployer, parameters, salt }: RehearseOptions): Promise<Rehearsal> {
  const { default: hre } = await import("hardhat");
  const artifacts = new HardhatArtifactResolver(hre.artifacts);
  const connection = await createSilentChain();
  const request = <T>(method: string, ...params: unknown[]) => connection.provider.request({ method, params }) as Promise<T>;
  try {
    if (shape.eas === "predeploy") await installEas(request);
    await request("hardhat_impersonateAccount", deployer);
    await request("hardhat_setBalance", deployer, toHex(10n ** 24n));
    const addresses = await runIgnition({
      // Build infos are megabytes for each contract, and only kept for a journal, which a rehearsal has none of.
      artifactResolver: { loadArtifact: (name) => artifacts.loadArtifact(name), getBuildInfo: () => Promise.resolve(undefined) },
      provider: connection.provider,
      shape,
      deployer,
      parameters,
      salt,
      blockPollingInterval: 10,
    });
    return { addresses, transactions: await transactionsOf(deployer, request) };
  } finally {
    await connection.close();
  }
}

/** A simulated chain that reads no build info to explain stack traces with: that takes seconds, and Ignition explains errors itself. */
export async function createSilentChain() {
  const { createHardhatRuntimeEnvironment, importUserConfig } = await import("hardhat/hre");
  const file = path.join(repositoryRoot, "hardhat.config.ts");
  const config = await importUserConfig(file);
  const nowhere = path.join(repositoryRoot, "cache", "no-artifacts");
  const hre = await createHardhatRuntimeEnvironment(
    { ...config, paths: { ...config.paths, artifacts: nowhere } },
    { config: file },
    repositoryRoot,
  );
  return hre.network.create({ network: "default", chainType: "op" });
}

async function transactionsOf(
  deployer: Hex,
  request: <T>(method: string, ...params: unknown[]) => Promise<T>,
): Promise<RehearsedTransaction[]> {
  const last = Number(await request<Hex>("eth_blockNumber"));
  const transactions: RehearsedTransaction[] = [];
  for (let number = 1; number <= last; number += 1) {
    const block = await request<{ readonly transactions: readonly Transaction[] }>("eth_getBlockByNumber", toHex(number), true);
    for (const { from, to, input, nonce, gas, hash } of block.transactions) {
      if (from.toLowerCase() !== deployer.toLowerCase()) continue;
      const receipt = await request<{ readonly gasUsed: Hex }>("eth_getTransactionReceipt", hash);
      transactions.push({
        gasUsed: BigInt(receipt.gasUsed),
        gasLimit: BigInt(gas),
        signed: asSigned({ to, data: input, nonce: Number(nonce), gas: BigInt(gas) }),
      });
    }
  }
  return transactions;
}
