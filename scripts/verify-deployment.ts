// `npm run verify-deployment -- --network <name>`: compares code, every parameter and every role holder on the chain with this checkout and the deployment's record.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { createPublicClient, custom, type PublicClient } from "viem";

import { expectedAttestationCode } from "./lib/attestation-service.ts";
import { compareStates, expectedCode, readDeployedState, type DeployedState } from "./lib/deployed-state.ts";
import { deploymentsFolder, type DeploymentRecord } from "./lib/deployment.ts";

const { values } = parseArgs({ options: { network: { type: "string" }, record: { type: "string" } } });
if (values.network === undefined) fail("name a network of hardhat.config.ts: npm run verify-deployment -- --network optimismSepolia");

const { default: hre } = await import("hardhat");
const connection = await hre.network.create(values.network);
try {
  const client = createPublicClient({ transport: custom(connection.provider as never) }) as PublicClient;
  const chainId = await client.getChainId();
  const file = values.record ?? path.join(deploymentsFolder, `${chainId}.json`);
  const record = JSON.parse(
    await readFile(file, "utf8").catch(() =>
      fail(`there is no record of a deployment on chain ${chainId} at ${file}: deploy first, or name it with --record`),
    ),
  ) as DeploymentRecord & { state?: DeployedState };
  if (record.chainId !== chainId) fail(`${file} is of chain ${record.chainId}, the network is chain ${chainId}`);
  if (record.state === undefined) fail(`${file} has no recorded state: it was not written by npm run deploy`);

  const actual = await readDeployedState(client, record);
  const code = { ...(await expectedCode(Object.keys(record.contracts))), ...expectedAttestationCode(record.state) };
  const expected = { ...record.state, code };
  const differences = compareStates(expected, actual);
  for (const difference of differences) process.stderr.write(`✗ ${difference}\n`);
  const checked =
    Object.keys(expected.code).length +
    Object.values(expected.parameters).flatMap((values) => Object.keys(values)).length +
    Object.keys(expected.settings).length +
    Object.keys(expected.functionRoles).length +
    Object.keys(expected.roleHolders).length;
  process.stdout.write(`${checked} facts of chain ${chainId} checked, ${differences.length} differences\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
} finally {
  await connection.close();
}

function fail(message: string): never {
  process.stderr.write(`✗ ${message}\n`);
  process.exit(1);
}
