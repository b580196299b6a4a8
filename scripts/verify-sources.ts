// `npm run verify-sources -- --network <name> [--explorer blockscout|etherscan|sourcify] [--contract <name>] [--tries 4] [--pause <ms>]`: sends the sources of a deployment to
// explorers, and exits with 1 if one does not take them. What is verified already stays so.
import path from "node:path";
import { parseArgs } from "node:util";

import { explorers, verifySources, type Explorer } from "./lib/deploy/verify-sources.ts";
import { deploymentsFolder } from "./lib/deployment.ts";

const { values } = parseArgs({
  options: {
    network: { type: "string" },
    "deployment-id": { type: "string" },
    explorer: { type: "string", multiple: true },
    contract: { type: "string", multiple: true },
    tries: { type: "string", default: "4" },
    pause: { type: "string", default: "10000" },
  },
});

try {
  const { network } = values;
  if (network === undefined) throw new Error("name a network of hardhat.config.ts: npm run verify-sources -- --network optimismSepolia");
  const unknown = values.explorer?.find((name) => !explorers.includes(name as Explorer));
  if (unknown !== undefined) throw new Error(`there is no explorer ${unknown}: give one of ${explorers.join(", ")}`);
  const results = await verifySources({
    network,
    folder: path.join(deploymentsFolder, values["deployment-id"] ?? `chain-${await chainIdOf(network)}`),
    explorers: values.explorer as Explorer[] | undefined,
    contracts: values.contract,
    tries: Number(values.tries),
    pauseMs: Number(values.pause),
    note: (line) => void process.stdout.write(`  ${line}\n`),
  });
  const failed = results.filter(({ problem }) => problem !== undefined);
  process.stdout.write(`${results.length - failed.length} of ${results.length} verified\n`);
  process.exitCode = failed.length === 0 && results.length > 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function chainIdOf(network: string): Promise<number> {
  const { default: hre } = await import("hardhat");
  const connection = await hre.network.create(network);
  try {
    return Number(await connection.provider.request({ method: "eth_chainId" }));
  } finally {
    await connection.close();
  }
}
