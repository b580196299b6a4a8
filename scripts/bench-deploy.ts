// `npm run bench:deploy`: what the whole deployment and each user's action cost on an OP chain, L1 data included, beside an ERC-20 transfer. Prints a
// table and, as its last line, one JSON object. With --write it writes docs/costs.md; with --check it fails when a figure is more than 2 % off it.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { network } from "hardhat";
import { bytesToHex, createPublicClient, custom, getAddress, toHex, type PublicClient } from "viem";

import { measureActions } from "./bench/actions.ts";
import { opMainnetPrices, setL1Block } from "./bench/l1-block.ts";
import { fastLzLength } from "./bench/fastlz.ts";
import { costsDocument, costsOf, type Cost } from "./bench/costs-document.ts";
import { gasPriceOracle, l1Fee, readL1Prices } from "./lib/deploy/l1-fee.ts";
import { parseSuiteParameters } from "./lib/deploy/parse-parameters.ts";
import { rehearse } from "./lib/deploy/rehearse.ts";
import { shapeOf } from "./lib/deploy/suite-module.ts";
import { repositoryRoot } from "./lib/deployment.ts";

/** Base fee and tip of a calm OP Mainnet block, wei. */
const L2_GAS_PRICE = 1_000_000n;
const TOLERANCE = 0.02;
const FILE = path.join(repositoryRoot, "docs", "costs.md");

const connection = await network.create({ network: "default", chainType: "op" });
const client = createPublicClient({ transport: custom(connection.provider as never) }) as PublicClient;
await setL1Block(opMainnetPrices, (address, index, value) =>
  connection.provider.request({ method: "hardhat_setStorageAt", params: [address, toHex(index), value] }),
);
const prices = await readL1Prices(client);
const actions = await measureActions(connection);
await requireOracleAgrees();
await connection.close();

const deployment = await measureDeployment();
const costs: Cost[] = [deployment, ...actions].map(({ name, gas, transactions }) => ({
  name,
  gas,
  transactions: transactions.length,
  l1Bytes: transactions.reduce((sum, raw) => sum + fastLzLength(raw), 0),
  l1Fee: transactions.reduce((sum, raw) => sum + l1Fee(raw, prices), 0n),
  l2Fee: gas * L2_GAS_PRICE,
}));

const document = costsDocument(costs, prices, L2_GAS_PRICE);
process.stdout.write(`${document.slice(document.indexOf("| action"))}\n`);
const problems = process.argv.includes("--check") ? await drifted() : [];
if (process.argv.includes("--write")) await writeFile(FILE, document);
for (const problem of problems) process.stderr.write(`✗ ${problem}\n`);
const rows = costsOf(costs).map(({ name, total, peer, ratio }) => ({
  name,
  value: total,
  unit: "gwei",
  peer: "erc20_transfer",
  peerValue: peer,
  ratio,
}));
process.stdout.write(`${JSON.stringify({ bench: "deploy", rows })}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function measureDeployment() {
  const file = path.join(repositoryRoot, "deploy", "parameters", "default.json");
  const governance = "0x00000000000000000000000000000000000600d5";
  const text = JSON.stringify({ ...(JSON.parse(await readFile(file, "utf8")) as object), governance });
  const parsed = await parseSuiteParameters("default.json", text);
  const shape = { ...(await shapeOf(parsed.parameters)), eas: "predeploy" } as const;
  const { transactions } = await rehearse({ shape, deployer: getAddress("0x00000000000000000000000000000000000d3910"), ...parsed });
  return {
    name: "whole deployment",
    gas: transactions.reduce((sum, { gasUsed }) => sum + gasUsed, 0n),
    transactions: transactions.map(({ signed }) => signed),
  };
}

/** The formula here must be the predeploy's. Its `getL1Fee` takes a transaction without signature and adds 68 bytes for it. */
async function requireOracleAgrees(): Promise<void> {
  for (const { name, transactions } of actions) {
    const raw = transactions[0]!;
    const fee = await client.readContract({
      address: gasPriceOracle,
      abi: [
        { type: "function", name: "getL1Fee", stateMutability: "view", inputs: [{ type: "bytes" }], outputs: [{ type: "uint256" }] },
      ] as const,
      functionName: "getL1Fee",
      args: [bytesToHex(raw)],
    });
    const ours = l1Fee(raw, prices);
    const longer =
      (836_500n * 68n * (16n * prices.baseFeeScalar * prices.l1BaseFee + prices.blobBaseFeeScalar * prices.blobBaseFee)) / 10n ** 12n;
    // Small transactions are charged the least size either way.
    if (fee < ours || fee > ours + longer + 1n) throw new Error(`${name}: the oracle says ${fee} wei, the formula ${ours}`);
  }
}

async function drifted(): Promise<string[]> {
  const written = await readFile(FILE, "utf8").catch(() => "");
  const figures = (text: string) =>
    new Map([...text.matchAll(/^\| ([^|]+?) \| ([\d,]+) \|/gm)].map(([, name, gas]) => [name!, Number(gas!.replaceAll(",", ""))] as const));
  const [before, now] = [figures(written), figures(document)];
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((name) => {
    const [expected, actual] = [before.get(name), now.get(name)];
    if (expected === undefined || actual === undefined) return [`${name}: ${actual} gas measured, ${expected} in docs/costs.md`];
    const drift = Math.abs(actual - expected) / expected;
    return drift <= TOLERANCE
      ? []
      : [`${name}: ${actual} gas is ${(100 * drift).toFixed(1)} % off docs/costs.md; run npm run bench:deploy -- --write`];
  });
}
