import path from "node:path";

import { verifyContract } from "@nomicfoundation/hardhat-verify/verify";
import { getVerificationInformation } from "@nomicfoundation/ignition-core";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { foreignContracts, repositoryRoot } from "../deployment.ts";
import { sleep } from "../service.ts";

export const explorers = ["blockscout", "etherscan", "sourcify"] as const;
export type Explorer = (typeof explorers)[number];

export type SourceResult = { readonly contract: string; readonly explorer: Explorer; readonly problem: string | undefined };

export type VerifySourcesOptions = {
  readonly network: string;
  /** The deployment's folder. */
  readonly folder: string;
  /** Without it: every explorer that can be asked. */
  readonly explorers?: readonly Explorer[] | undefined;
  /** Contract names; without it, all. */
  readonly contracts?: readonly string[] | undefined;
  /** Tries of each contract. An explorer often does not know a new contract for some seconds. */
  readonly tries?: number;
  readonly pauseMs?: number;
  readonly note: (line: string) => void;
};

/**
 * Sends the sources of every deployed contract to explorers, each contract as often as it takes. What is verified already stays so, so it can be run again.
 * @throws if the deployment has no journal.
 */
export async function verifySources(options: VerifySourcesOptions): Promise<readonly SourceResult[]> {
  const { network, folder, note, tries = 4, pauseMs = 10_000 } = options;
  const hre = await environmentOf(network);
  const asked = (options.explorers ?? explorers).filter((name) => hre.config.verify[name].enabled);
  const results: SourceResult[] = [];
  for (const explorer of asked) {
    const missing = explorer === "etherscan" ? await missingKey(hre) : undefined;
    if (missing !== undefined) {
      note(`etherscan: left out, ${missing}`);
      if (options.explorers !== undefined) results.push({ contract: "every contract", explorer, problem: missing });
      continue;
    }
    for await (const information of getVerificationInformation(folder)) {
      if (typeof information === "string") {
        results.push({ contract: information, explorer, problem: "its artifact is not in the deployment's folder" });
        continue;
      }
      const contract = information.contract.split(":").at(-1)!;
      if (foreignContracts.has(contract) || (options.contracts !== undefined && !options.contracts.includes(contract))) continue;
      const problem = await attempts(tries, pauseMs, () => quietly(() => verifyContract({ ...information, provider: explorer }, hre)));
      results.push({ contract, explorer, problem });
      note(`${explorer}: ${contract} ${problem === undefined ? "verified" : `not verified: ${problem}`}`);
    }
  }
  return results;
}

/** `verifyContract` takes network and build profile of the whole environment. Without a profile it would send the settings of "production", which nothing is built with. */
async function environmentOf(network: string): Promise<HardhatRuntimeEnvironment> {
  const { createHardhatRuntimeEnvironment, importUserConfig } = await import("hardhat/hre");
  const config = path.join(repositoryRoot, "hardhat.config.ts");
  return createHardhatRuntimeEnvironment(await importUserConfig(config), { config, network, buildProfile: "default" }, repositoryRoot);
}

async function missingKey(hre: HardhatRuntimeEnvironment): Promise<string | undefined> {
  return hre.config.verify.etherscan.apiKey.get().then(
    () => undefined,
    () => "ETHERSCAN_API_KEY is not set",
  );
}

/** The problem of the last try, if all fail. */
async function attempts(tries: number, pauseMs: number, act: () => Promise<unknown>): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act();
      return undefined;
    } catch (error) {
      const message = (error as Error).message;
      if (/already verified/i.test(message)) return undefined;
      if (attempt === tries) return message.replaceAll(/\s+/g, " ").trim();
      await sleep(pauseMs * attempt);
    }
  }
}

/** The plugin writes to the console and takes no other place to write to. */
async function quietly<T>(act: () => Promise<T>): Promise<T> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await act();
  } finally {
    console.log = log;
  }
}
