// `npm run deploy -- --network <name> [--parameters <file>]`: deploys the suite, or resumes an interrupted deployment, and writes what gateway, indexer and sdk read.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { createPublicClient, custom, type Hex, type PublicClient } from "viem";

import { deploySuite, type SuiteParameters } from "./lib/deploy-suite.ts";
import { readDeployedState } from "./lib/deployed-state.ts";
import { deploymentsFolder, repositoryRoot, writeDeploymentRecord, type DeploymentRecord } from "./lib/deployment.ts";

const { values } = parseArgs({ options: { network: { type: "string" }, parameters: { type: "string" } } });
const network = values.network;
if (network === undefined) fail("name a network of hardhat.config.ts: npm run deploy -- --network optimismSepolia");

const ownFile = path.join(repositoryRoot, "deploy", "parameters", `${network}.json`);
const file = values.parameters ?? (existsSync(ownFile) ? ownFile : path.join(repositoryRoot, "deploy", "parameters", "default.json"));

try {
  const parameters = await readParameters(file);
  const record = await deploySuite({ network, parameters, displayUi: true });
  const recordFile = path.join(deploymentsFolder, `${record.chainId}.json`);
  await writeDeploymentRecord(recordFile, { ...record, state: await readState(record) });
  process.stdout.write(
    [
      "",
      `Deployed on chain ${record.chainId}; the record is ${path.relative(repositoryRoot, recordFile)}.`,
      "Next:",
      "  npm run generate            writes the addresses into the sdk",
      `  OPENLEDGER_DEPLOYMENT=${path.relative(repositoryRoot, recordFile)} OPENLEDGER_RPC_URL=… npm run indexer`,
      "  docs/operating.md           opens a Datanet, registers a gateway, publishes an offering",
      "",
    ].join("\n"),
  );
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

/** What was deployed, for `npm run verify-deployment` to compare with later. */
async function readState(record: DeploymentRecord) {
  const { default: hre } = await import("hardhat");
  const connection = await hre.network.create(network);
  try {
    return await readDeployedState(createPublicClient({ transport: custom(connection.provider as never) }) as PublicClient, record);
  } finally {
    await connection.close();
  }
}

/** @throws naming the file and the parameter that is missing or malformed. */
async function readParameters(from: string): Promise<SuiteParameters> {
  const json = JSON.parse(await readFile(from, "utf8")) as Partial<Record<keyof SuiteParameters, unknown>>;
  const text = (name: keyof SuiteParameters) => {
    const value = json[name];
    if (typeof value !== "string") throw new Error(`${from}: ${name} is missing; it must be a string`);
    return value;
  };
  const seconds = (name: keyof SuiteParameters) => {
    const value = json[name];
    if (typeof value !== "number" || !Number.isSafeInteger(value))
      throw new Error(`${from}: ${name} is missing; it must be a whole number of seconds`);
    return value;
  };
  const governance = text("governance");
  return {
    governance: governance as Hex,
    treasury: (text("treasury") === "" ? governance : text("treasury")) as Hex,
    initialSupply: BigInt(text("initialSupply")),
    escrowWithdrawalDelay: seconds("escrowWithdrawalDelay"),
    gatewayUnbondingDelay: seconds("gatewayUnbondingDelay"),
    revealWindow: seconds("revealWindow"),
  };
}

function fail(message: string): never {
  process.stderr.write(`✗ ${message}\n`);
  process.exit(1);
}
