// Writes sdk/src/generated/: ABIs from the artifacts of `hardhat build`, addresses from deploy/deployments; and, from the sdk's licence table,
// contracts/libraries/LicenceRecords.sol.
// `tsx scripts/generate.ts` writes; with --check it only compares, and exits with 1 if a committed file is stale.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { format, resolveConfig } from "prettier";

import { CONTRACT_NAMES, OPTIONAL_CONTRACT_NAMES } from "../sdk/src/deployment/contract-names.ts";
import { deploymentFromIgnition } from "../sdk/src/deployment/deployment-from-ignition.ts";
import { licenceRecords } from "./lib/licence-records.ts";

const root = path.join(import.meta.dirname, "..");
const HEADER = "// Written by scripts/generate.ts; do not edit.\n";
const LOCAL_CHAIN_ID = 31_337;

const artifacts = new Map(
  ["artifacts/contracts", "node_modules/@openzeppelin/contracts/build/contracts"]
    .map((folder) => path.join(root, folder))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith(".json"))
    .reverse() // ours win over OpenZeppelin's
    .map((file) => [path.basename(file, ".json"), file] as const),
);

type Abi = readonly { readonly type: string; readonly name?: string; readonly inputs?: readonly { readonly type: string }[] }[];

function abiOf(name: string): Abi {
  const file = artifacts.get(name);
  if (!file) throw new Error(`There is no artifact of ${name}. Fix: run "npx hardhat build" first.`);
  return (JSON.parse(readFileSync(file, "utf8")) as { abi: Abi }).abi;
}

/** Errors of all contracts, each once: a call reverts with the error of whatever contract it went through. */
function errorsOf(all: readonly Abi[]): Abi {
  const errors = all.flat().filter(({ type }) => type === "error");
  const signature = ({ name, inputs }: Abi[number]) => `${name}(${inputs!.map(({ type }) => type).join()})`;
  return [...new Map(errors.map((error) => [signature(error), error])).values()];
}

function abis(): string {
  const names = new Set([...CONTRACT_NAMES, ...OPTIONAL_CONTRACT_NAMES]);
  const all = [...names].map((name) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}Abi`, abiOf(name)] as const);
  const errors = ["errorsAbi", errorsOf(all.map(([, abi]) => abi))] as const;
  return [...all, errors].map(([constant, abi]) => `export const ${constant} = ${JSON.stringify(abi)} as const;\n`).join("\n");
}

function addresses(): string {
  const folder = path.join(root, "deploy/deployments");
  const chainIds = (existsSync(folder) ? readdirSync(folder) : [])
    .flatMap((name) => /^chain-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .filter((chainId) => chainId !== LOCAL_CHAIN_ID)
    .sort((a, b) => a - b);
  const deployments = chainIds.map((chainId) => {
    const file = (name: string) => path.join(folder, `chain-${chainId}`, name);
    const journal = existsSync(file("journal.jsonl")) ? readFileSync(file("journal.jsonl"), "utf8") : undefined;
    return deploymentFromIgnition({ chainId, deployedAddresses: readFileSync(file("deployed_addresses.json"), "utf8"), journal });
  });
  return `import type { Deployment } from "../deployment/deployment.ts";

/** Committed deployments, by chain id. */
export const deployments: readonly Deployment[] = ${JSON.stringify(deployments)};\n`;
}

const isCheck = process.argv.includes("--check");
let stale = 0;
for (const [name, body] of [
  ["contracts/libraries/LicenceRecords.sol", licenceRecords()],
  ["sdk/src/generated/abis.ts", HEADER + "\n" + abis()],
  ["sdk/src/generated/addresses.ts", HEADER + "\n" + addresses()],
] as const) {
  const file = path.join(root, name);
  const text = await format(body, { ...(await resolveConfig(file)), filepath: file });
  const isFresh = existsSync(file) && readFileSync(file, "utf8") === text;
  if (isCheck && !isFresh) {
    console.error(`${name} is stale. Fix: run "npx hardhat build && npx tsx scripts/generate.ts" and commit the result.`);
    stale++;
  } else if (!isFresh) {
    writeFileSync(file, text);
    console.log(`Wrote ${name}.`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
