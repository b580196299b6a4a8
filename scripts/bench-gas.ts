// `npm run bench:gas`: what the direct rail costs, beside the same payments as ERC-20 transfers in the same run; and a round of 100 items by five validators, and a duplicate proof. Prints a table and, as its last
// line, one JSON object. Without an option it writes test/snapshots/gas.json; with `--check` it fails when a figure is more than 2 % off it.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { network } from "hardhat";
import { getBytes, Interface, Transaction, type ContractFactory, type TransactionReceipt, type TransactionResponse } from "ethers";

import { createBatch, signBatch } from "./bench/batch.ts";
import { l1Bytes } from "./bench/fastlz.ts";
import { measureValidationGas } from "./bench/validation-gas.ts";
import { createWorld, type World } from "./bench/world.ts";

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly peerValue?: number;
  /** `peerValue / value`: how many times more the peer costs. */
  readonly ratio?: number;
}

const RECEIPTS = 100;
const LEGS = 16;
const SIZES = { contributors: 32, payers: 8, offerings: 2, itemsEach: 32 } as const;
const TOLERANCE = 0.02;
const SNAPSHOT = path.join(import.meta.dirname, "..", "test", "snapshots", "gas.json");
/** Payments in one transaction of the batched ERC-20 peer, which stays under the 2^24 gas that a transaction may use. */
const DISPERSED = 400;

const connection = await network.create({ network: "default", chainType: "op" });
const { ethers } = connection;
const rows = await measure(await createWorld(connection, SIZES));
await connection.close();

print(rows);
const failed = process.argv.includes("--check") ? await drifted(rows) : await write(rows);
for (const line of failed) process.stderr.write(`${line}\n`);
process.stdout.write(`${JSON.stringify({ bench: "gas", rows })}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function measure(world: World): Promise<Row[]> {
  await settle(world, 0);
  const { gasUsed, bytes } = await settle(world, RECEIPTS);
  const legs = RECEIPTS * LEGS;
  const token = await deployToken(world);
  const single = await transferEach(token, world, legs);
  const dispersed = await transferDispersed(token, world, legs);
  const perLeg = Number(gasUsed) / legs;
  const { roundPerItem, duplicateProof } = await measureValidationGas();
  const against = (peer: string, peerValue: number) => ({ peer, peerValue: round(peerValue), ratio: round(peerValue / perLeg) });
  return [
    { name: "direct_gas_per_receipt", value: round(Number(gasUsed) / RECEIPTS), unit: "gas" },
    { name: "direct_gas_per_leg", value: round(perLeg), unit: "gas", ...against("ERC-20 transfer, one transaction each", single) },
    { name: "erc20_gas_per_leg", value: round(single), unit: "gas" },
    { name: "erc20_batched_gas_per_leg", value: round(dispersed), unit: "gas" },
    { name: "l1_bytes_per_receipt", value: round(bytes / RECEIPTS), unit: "bytes" },
    { name: "round_gas_per_item", value: round(roundPerItem), unit: "gas" },
    { name: "duplicate_proof_gas", value: round(duplicateProof), unit: "gas" },
  ];
}

/** Settles one batch and checks that all its fees arrived. */
async function settle(world: World, firstSequence: number): Promise<{ gasUsed: bigint; bytes: number }> {
  const { rewardRouter, payoutLedger } = world.suite;
  const block = await ethers.provider.getBlock("latest");
  const batch = createBatch(world, {
    firstSequence,
    receipts: RECEIPTS,
    legs: LEGS,
    servedAt: block!.timestamp * 1_000,
    itemsEach: SIZES.itemsEach,
  });
  const signature = await signBatch(world, batch, Number((await ethers.provider.getNetwork()).chainId));
  const before = (await payoutLedger.totalCredited()) as bigint;
  const response = (await rewardRouter.settle(batch.blob, world.receiptKey.address, signature)) as TransactionResponse;
  const { gasUsed } = await mined(response);
  const credited = ((await payoutLedger.totalCredited()) as bigint) - before;
  if (credited !== batch.summary.feeTotal) throw new Error(`credited ${credited} of ${batch.summary.feeTotal} nano-OPEN`);
  return { gasUsed, bytes: l1Bytes(await rawOf(response)) };
}

/** A plain OpenZeppelin ERC-20 without votes or permit, which would only make the peer dearer. */
async function deployToken({ suite }: World): Promise<PlainToken> {
  const address = await deployPeer("PlainToken", suite.actor);
  const mint = new Interface(["function mint(address,uint256)"]).encodeFunctionData("mint", [suite.actor.address, 10n ** 24n]);
  await suite.actor.sendTransaction({ to: address, data: mint });
  // Its transfers are called as OPEN's are.
  return ethers.getContractAt("OpenToken", address, suite.actor);
}

async function deployPeer(name: string, actor: World["suite"]["actor"]): Promise<string> {
  const factory = (await ethers.getContractFactory(name, actor)) as ContractFactory;
  const contract = await factory.deploy();
  return contract.getAddress();
}

type PlainToken = World["suite"]["openToken"];

/** As many OpenZeppelin ERC-20 transfers as there are legs, from the payers to the contributors, every balance in use before and after. */
async function transferEach(token: PlainToken, { contributorAccounts }: World, count: number): Promise<number> {
  const addresses = await warmAddresses(token, contributorAccounts);
  let gas = 0n;
  for (let index = 0; index < count; index += 1) {
    gas += (await mined(await token.transfer(addresses[index % addresses.length]!, 1_000n + BigInt(index)))).gasUsed;
  }
  return Number(gas) / count;
}

/** The same from one contract in few transactions: the cheapest that plain transfers can be. */
async function transferDispersed(token: PlainToken, { suite, contributorAccounts }: World, count: number): Promise<number> {
  const addresses = await warmAddresses(token, contributorAccounts);
  const disperser = await deployPeer("Disperser", suite.actor);
  const disperse = new Interface(["function disperse(address,address,address[],uint256[])"]);
  await token.approve(disperser, ethers.MaxUint256);
  let gas = 0n;
  for (let index = 0; index < count; index += DISPERSED) {
    const size = Math.min(DISPERSED, count - index);
    const to = Array.from({ length: size }, (_, offset) => addresses[(index + offset) % addresses.length]!);
    const amounts = to.map((_, offset) => 1_000n + BigInt(index + offset));
    const data = disperse.encodeFunctionData("disperse", [await token.getAddress(), suite.actor.address, to, amounts]);
    gas += (await mined(await suite.actor.sendTransaction({ to: disperser, data }))).gasUsed;
  }
  return Number(gas) / count;
}

async function warmAddresses(token: PlainToken, accounts: readonly number[]): Promise<string[]> {
  const addresses = accounts.map((account) => ethers.getAddress(ethers.id(`wallet ${account}`).slice(0, 42)));
  for (const address of addresses) await mined(await token.transfer(address, 1n));
  return addresses;
}

async function mined(sent: unknown): Promise<TransactionReceipt> {
  const response = sent as TransactionResponse;
  const receipt = await response.wait();
  if (receipt === null || receipt.status !== 1) throw new Error(`transaction ${response.hash} failed`);
  return receipt;
}

/** The signed transaction as it travels. */
async function rawOf({ hash }: TransactionResponse): Promise<Uint8Array> {
  const response = await ethers.provider.getTransaction(hash);
  const raw = Transaction.from(response as never).serialized;
  return getBytes(raw);
}

function print(lines: readonly Row[]): void {
  process.stdout.write(
    `direct rail, ${RECEIPTS} receipts of ${LEGS} legs, repeat state (${SIZES.contributors} contributors, ${SIZES.payers} payers)\n`,
  );
  for (const { name, value, unit, peer, peerValue, ratio } of lines) {
    const beside = peer === undefined ? "" : `   ${peer}: ${peerValue} (${ratio}x)`;
    process.stdout.write(`${name.padEnd(28)}${String(value).padStart(12)} ${unit}${beside}\n`);
  }
}

async function write(lines: readonly Row[]): Promise<string[]> {
  await writeFile(SNAPSHOT, `${JSON.stringify(Object.fromEntries(lines.map(({ name, value }) => [name, value])), null, 2)}\n`);
  return [];
}

async function drifted(lines: readonly Row[]): Promise<string[]> {
  const snapshot = JSON.parse(await readFile(SNAPSHOT, "utf8")) as Record<string, number>;
  const names = new Set([...Object.keys(snapshot), ...lines.map(({ name }) => name)]);
  return [...names].flatMap((name) => {
    const expected = snapshot[name];
    const actual = lines.find((line) => line.name === name)?.value;
    if (expected === undefined || actual === undefined) return [`${name}: ${actual} measured, ${expected} in the snapshot`];
    const drift = Math.abs(actual - expected) / expected;
    return drift <= TOLERANCE
      ? []
      : [`${name}: ${actual} is ${(100 * drift).toFixed(1)} % off the snapshot's ${expected}; run npm run bench:gas and commit it`];
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
