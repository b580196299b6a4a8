import type { Deployment } from "./deployment.ts";
import { InvalidDeploymentError } from "./errors.ts";
import { parseDeployment } from "./parse-deployment.ts";

/** The files of one Hardhat Ignition deployment. */
export interface IgnitionFiles {
  readonly chainId: number;
  /** Text of `deployed_addresses.json`: `{"Module#Contract": "0x…"}`. */
  readonly deployedAddresses: string;
  /** Text of `journal.jsonl`, if there is one. */
  readonly journal?: string;
}

/**
 * The deployment that Hardhat Ignition's files describe. It starts at the first block that a deployment transaction was confirmed in, 0
 * without a journal.
 * @throws InvalidDeploymentError if a contract is missing, or deployed twice under one name.
 */
export function deploymentFromIgnition({ chainId, deployedAddresses, journal }: IgnitionFiles): Deployment {
  const contracts: Record<string, string> = {};
  for (const [futureId, address] of Object.entries(JSON.parse(deployedAddresses) as Record<string, string>)) {
    const name = futureId.slice(futureId.indexOf("#") + 1);
    if (contracts[name] !== undefined && contracts[name] !== address) {
      throw new InvalidDeploymentError(`${name} was deployed at ${contracts[name]} and at ${address}`);
    }
    contracts[name] = address;
  }
  return parseDeployment({ chainId, startBlock: journal === undefined ? 0 : firstBlock(journal), contracts });
}

function firstBlock(journal: string): number {
  const blocks = journal
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as { readonly type: string; readonly receipt?: { readonly blockNumber: number } })
    .flatMap(({ type, receipt }) => (type === "TRANSACTION_CONFIRM" && receipt ? [Number(receipt.blockNumber)] : []));
  return blocks.length === 0 ? 0 : blocks.reduce((least, block) => Math.min(least, block));
}
