import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { parseDeployment, type Deployment } from "@openledger/sdk";
import { createPublicClient, custom, encodeFunctionData, toHex, type Abi, type Hex } from "viem";
import { rewardRouterAbi } from "@openledger/sdk/abis";

import { repositoryRoot } from "../../../scripts/lib/deployment.ts";
import { repositoryFiles } from "../../../scripts/lib/files.ts";
import { createBatch, signBatch } from "../../../scripts/bench/batch.ts";
import { createWorld } from "../../../scripts/bench/world.ts";

/** A transaction as `eth_sendTransaction` takes it. */
export interface ScriptedTransaction {
  readonly from: Hex;
  readonly to?: Hex;
  readonly data: Hex;
  readonly value: Hex;
  readonly gas: Hex;
}

/** A chain to play back anywhere: the suite deployed and filled, and settlements ready to be sent. */
export interface ChainScript {
  readonly deployment: Deployment;
  /** One transaction a block, with the block's time. */
  readonly blocks: readonly { readonly timestamp: number; readonly transactions: readonly ScriptedTransaction[] }[];
  /** To be sent in this order: sequences are dense. */
  readonly settlements: readonly ScriptedTransaction[];
  /** Harmless, may be sent at any time: an account registered. */
  readonly registration: ScriptedTransaction;
}

const SIZES = { contributors: 6, payers: 3, offerings: 2, itemsEach: 4 } as const;
const RECEIPTS = 4;
const LEGS = 3;
const SETTLEMENTS = 80;
const GAS = toHex(15_000_000);

/** Kept between runs for as long as contracts, their deployment and this file stay what they are: deploying takes most of a test's time. */
const CACHE = path.join(repositoryRoot, "cache", "indexer-chain.json");

let script: Promise<ChainScript> | undefined;

/** Deploys the real suite through its Ignition modules in this process, once for all tests, and writes down every transaction. */
export const chainScript = (): Promise<ChainScript> => (script ??= load());

const load = async (): Promise<ChainScript> => {
  const hash = createHash("sha256");
  for (const file of repositoryFiles("artifacts.lock", "deploy/modules", "scripts/bench", "test/indexer/support/chain-script.ts"))
    hash.update(file).update(readFileSync(path.join(repositoryRoot, file)));
  const key = hash.digest("hex");
  const kept = existsSync(CACHE) ? (JSON.parse(readFileSync(CACHE, "utf8")) as { key: string; script: ChainScript }) : null;
  if (kept?.key === key) return kept.script;
  const recorded = await record();
  mkdirSync(path.dirname(CACHE), { recursive: true });
  writeFileSync(CACHE, JSON.stringify({ key, script: recorded }));
  return recorded;
};

const record = async (): Promise<ChainScript> => {
  const { default: hre } = await import("hardhat");
  const connection = await hre.network.create({ network: "default", chainType: "op" });
  try {
    let contracts: Record<string, Hex> = {};
    const ignition = {
      deploy: async (...args: Parameters<typeof connection.ignition.deploy>) => {
        const deployed = await connection.ignition.deploy(...args);
        contracts = await addressesOf(deployed as never);
        return deployed;
      },
    };
    const world = await createWorld(Object.assign(Object.create(connection) as typeof connection, { ignition }) as never, SIZES);
    const client = createPublicClient({ transport: custom(connection.provider as never, { retryCount: 0 }) });
    const head = await client.getBlockNumber();
    const blocks: { timestamp: number; transactions: ScriptedTransaction[] }[] = [];
    for (let number = 1n; number <= head; number += 1n) {
      const block = await client.getBlock({ blockNumber: number, includeTransactions: true });
      const transactions = block.transactions.map(({ from, to, input, value }) => ({
        from,
        ...(to === null ? {} : { to }),
        data: input,
        value: toHex(value),
        gas: GAS,
      }));
      blocks.push({ timestamp: Number(block.timestamp), transactions });
    }

    const chainId = await client.getChainId();
    const from = world.suite.actor.address as Hex;
    const settlements: ScriptedTransaction[] = [];
    for (let index = 0; index < SETTLEMENTS; index += 1) {
      const servedAt = blocks.at(-1)!.timestamp * 1_000;
      const batch = createBatch(world, {
        firstSequence: index * RECEIPTS,
        receipts: RECEIPTS,
        legs: LEGS,
        servedAt,
        itemsEach: SIZES.itemsEach,
      });
      const signature = (await signBatch(world, batch, chainId)) as Hex;
      const args = [batch.blob, world.receiptKey.address as Hex, signature] as const;
      const data = encodeFunctionData({ abi: rewardRouterAbi as Abi, functionName: "settle", args });
      settlements.push({ from, to: contracts["RewardRouter"]!, data, value: "0x0", gas: GAS });
    }
    const register = await world.suite.accountRegistry.registerFor.populateTransaction(from, from);
    return {
      deployment: parseDeployment({ chainId, startBlock: 1, contracts }),
      blocks,
      settlements,
      registration: { from, to: register.to as Hex, data: register.data as Hex, value: "0x0", gas: GAS },
    };
  } finally {
    await connection.close();
  }
};

/** Addresses by the names that a deployment record has. */
export const addressesOf = async (deployed: Readonly<Record<string, { getAddress(): Promise<string> }>>): Promise<Record<string, Hex>> => {
  const named = Object.entries(deployed).map(async ([key, contract]): Promise<[string, Hex]> => [
    key === "authority" ? "AccessManager" : `${key[0]!.toUpperCase()}${key.slice(1)}`,
    (await contract.getAddress()) as Hex,
  ]);
  return Object.fromEntries(await Promise.all(named));
};
