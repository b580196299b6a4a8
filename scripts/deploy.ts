// `npm run deploy -- --network <name> [--parameters <file>] [--skip-verify] [--check]`: deploys the suite, or resumes an interrupted deployment, verifies
// its sources and writes what gateway, indexer and sdk read. With --check it stops before the first transaction.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { formatEther } from "viem";

import { parseSuiteParameters } from "./lib/deploy/parse-parameters.ts";
import { preflight } from "./lib/deploy/preflight.ts";
import { DeploymentRefusedError } from "./lib/deploy/problems.ts";
import { reachTarget } from "./lib/deploy/target.ts";
import { verifySources } from "./lib/deploy/verify-sources.ts";
import { deploySuite } from "./lib/deploy-suite.ts";
import { readDeployedState } from "./lib/deployed-state.ts";
import { deploymentsFolder, repositoryRoot, writeDeploymentRecord } from "./lib/deployment.ts";

const { values } = parseArgs({
  options: {
    network: { type: "string" },
    parameters: { type: "string" },
    "deployment-id": { type: "string" },
    "skip-verify": { type: "boolean" },
    check: { type: "boolean" },
  },
});
const note = (line: string) => void process.stdout.write(`  ${line}\n`);

try {
  await run();
} catch (error) {
  const problems = error instanceof DeploymentRefusedError ? error.problems : [error instanceof Error ? error.message : String(error)];
  for (const problem of problems) process.stderr.write(`✗ ${problem}\n`);
  if (error instanceof DeploymentRefusedError) process.stderr.write("nothing was sent\n");
  process.exit(1);
}

async function run(): Promise<void> {
  const { default: hre } = await import("hardhat");
  const parsed = await readParameters(values.network).catch((error: unknown) => {
    if (error instanceof DeploymentRefusedError) return error;
    throw error;
  });
  const target = await reachTarget(hre, values.network).catch((error: unknown) => {
    if (error instanceof DeploymentRefusedError && parsed instanceof DeploymentRefusedError)
      throw new DeploymentRefusedError([...parsed.problems, ...error.problems]);
    throw error;
  });
  if (parsed instanceof DeploymentRefusedError) throw parsed;

  const { network, chainId, client } = target;
  const deploymentId = values["deployment-id"] ?? `chain-${chainId}`;
  const folder = path.join(deploymentsFolder, deploymentId);
  const { transactions, l2Cost, l1Cost, balance } = await preflight(target, parsed, folder);
  note(`${transactions.length} transactions, about ${formatEther(l2Cost)} for execution and ${formatEther(l1Cost)} for L1 data`);
  note(`from ${target.deployer}, which has ${formatEther(balance)}`);
  if (values.check === true) return;

  const record = await deploySuite({ network, deploymentId, ...parsed, displayUi: process.stdout.isTTY, note });
  const recordFile = path.join(deploymentsFolder, `${deploymentId.replace(/^chain-/, "")}.json`);
  await writeDeploymentRecord(recordFile, { ...record, state: await readDeployedState(client, record) });
  const generated = await regenerate(target.isLocal);
  const sources = values["skip-verify"] === true || target.isLocal ? undefined : await verifyAll(network, folder);

  const recorded = path.relative(repositoryRoot, recordFile);
  process.stdout.write(
    [
      "",
      `Deployed on chain ${record.chainId}: ${Object.keys(record.contracts).length} contracts; the record is ${recorded}.`,
      ...generated,
      "Next:",
      ...(sources === false
        ? [`  npm run verify-sources -- --network ${network}      sends the sources that an explorer did not take`]
        : []),
      `  npm run verify-deployment -- --network ${network}   compares code, parameters and roles with the record`,
      `  OPENLEDGER_DEPLOYMENT=${recorded} OPENLEDGER_RPC_URL=… npm run indexer`,
      "  docs/operating.md opens a Datanet, registers a gateway, publishes an offering",
      "",
    ].join("\n"),
  );
}

/** The network's own file, or the default. @throws DeploymentRefusedError naming the file and each parameter that is wrong. */
async function readParameters(network: string | undefined) {
  const folder = path.join(repositoryRoot, "deploy", "parameters");
  const ownFile = path.join(folder, `${network}.json`);
  const file = values.parameters ?? (existsSync(ownFile) ? ownFile : path.join(folder, "default.json"));
  const name = path.relative(process.cwd(), file);
  const text = await readFile(file, "utf8").catch(() => {
    throw new DeploymentRefusedError([`there is no parameter file ${name}`]);
  });
  return parseSuiteParameters(name, text);
}

/** Addresses into the sdk. Those of a development chain stay out of it, because the sdk is committed. */
async function regenerate(isLocal: boolean): Promise<string[]> {
  if (isLocal || values["deployment-id"] !== undefined) return [];
  const { status } = spawnSync(process.execPath, ["--import", "tsx", path.join(repositoryRoot, "scripts/generate.ts")], {
    cwd: repositoryRoot,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the suite is deployed and recorded, but its addresses are not in the sdk: run npm run generate");
  return ["The sdk knows its addresses; commit them with deploy/deployments."];
}

/** Whether every explorer took every source. Never fails a deployment: it is done. */
async function verifyAll(network: string, folder: string): Promise<boolean> {
  const results = await verifySources({ network, folder, note }).catch((error: Error) => {
    note(`sources are not verified: ${error.message}`);
    return undefined;
  });
  return results !== undefined && results.every(({ problem }) => problem === undefined);
}
