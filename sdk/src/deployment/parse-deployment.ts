import { getAddress, isAddress, type Address } from "viem";

import { CONTRACT_NAMES, OPTIONAL_CONTRACT_NAMES, type ContractName, type OptionalContractName } from "./contract-names.ts";
import type { Deployment } from "./deployment.ts";
import { InvalidDeploymentError } from "./errors.ts";

/**
 * Reads a deployment, for example a local chain's file: `{"chainId", "startBlock", "contracts": {name: address}}`, as JSON text or parsed.
 * Other keys are ignored; addresses get their checksum. Only the contracts of `OPTIONAL_CONTRACT_NAMES` may be missing.
 * @throws InvalidDeploymentError with what is missing or wrong.
 */
export function parseDeployment(json: unknown): Deployment {
  const file = typeof json === "string" ? parseJson(json) : json;
  if (!isRecord(file)) throw new InvalidDeploymentError(`it is ${JSON.stringify(file)}, not an object`);
  const contracts = file["contracts"];
  if (!isRecord(contracts)) throw new InvalidDeploymentError(`contracts is ${JSON.stringify(contracts)}, not an object`);
  // Where OPEN is the gas coin, the suite's token is the wrapped coin, which has all of the token's functions that the suite and its clients use.
  const named = { ...contracts, OpenToken: contracts["OpenToken"] ?? contracts["WrappedOpen"] };
  const present = OPTIONAL_CONTRACT_NAMES.filter((name) => contracts[name] !== undefined);
  const entries = [...CONTRACT_NAMES, ...present].map((name) => [name, addressAt(named, name)] as const);
  return {
    chainId: wholeNumberAt(file, "chainId", 1),
    startBlock: wholeNumberAt(file, "startBlock", 0),
    contracts: Object.fromEntries(entries) as unknown as Deployment["contracts"],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidDeploymentError(`it is not JSON (${(error as Error).message})`);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function addressAt(contracts: Readonly<Record<string, unknown>>, name: ContractName | OptionalContractName): Address {
  const value = contracts[name];
  if (typeof value !== "string" || !isAddress(value, { strict: false })) {
    throw new InvalidDeploymentError(`the address of ${name} is ${JSON.stringify(value)}`);
  }
  return getAddress(value);
}

function wholeNumberAt(file: Readonly<Record<string, unknown>>, key: string, minimum: number): number {
  const value = file[key];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < minimum) {
    throw new InvalidDeploymentError(`${key} is ${JSON.stringify(value)}, not a whole number from ${minimum}`);
  }
  return value;
}
