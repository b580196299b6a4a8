import { decodeLegs, safeDecodeBatch, type Deployment } from "@openledger/sdk";
import { decodeEventLog, type Abi, type Hex, type PublicClient } from "viem";

import { CONTRACTS, UNFOLDED_EVENTS, deployedContracts } from "../../indexer/src/fold/contracts.ts";
import { EVENT_ROWS } from "./event-rows.ts";

const BLOCKS_A_REQUEST = 2_000n;

export type LogFacts = {
  readonly facts: Map<string, bigint>;
  /** Events that make no row of their own, with how often they occurred. */
  readonly uncounted: ReadonlyMap<string, number>;
  readonly seen: Seen;
};

/** What only logs name, for the getters to be asked about. */
export type Seen = {
  readonly epochs: { readonly gateway: number; readonly epoch: number; readonly recordHash: Hex }[];
  readonly evaluations: Set<Hex>;
  readonly evaluators: Set<Hex>;
  readonly minters: Set<Hex>;
};

/** What the logs up to a block say: events by type, and receipts and legs of the settled batches, decoded here with the sdk. */
export async function readLogFacts(client: PublicClient, deployment: Deployment, last: bigint): Promise<LogFacts> {
  const { contracts, startBlock } = deployment;
  const names = deployedContracts(deployment);
  const nameOf = new Map(names.map((name) => [contracts[name]!.toLowerCase(), name]));
  const counts = new Map<string, number>();
  const seen: Seen = { epochs: [], evaluations: new Set(), evaluators: new Set(), minters: new Set() };
  const sums = { batches: 0n, receipts: 0n, legs: 0n, fees: 0n, undecodable: 0n };
  const parts = new Map<string, bigint>();
  for (let first = BigInt(startBlock); first <= last; first += BLOCKS_A_REQUEST) {
    const end = first + BLOCKS_A_REQUEST - 1n;
    const logs = await client.getLogs({
      address: names.map((name) => contracts[name]!),
      fromBlock: first,
      toBlock: end < last ? end : last,
    });
    for (const { address, topics, data } of logs) {
      const contract = nameOf.get(address.toLowerCase())!;
      const event = decode(CONTRACTS[contract], topics, data);
      if (event === null) continue;
      const name = `${contract}.${event.eventName}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (name === "RewardRouter.BatchSettled") addBatch(sums, parts, event.args as { batch: Hex; key: Hex });
      if (name === "EpochLedger.EpochFinalised") sums.fees += (event.args as { feeTotal: bigint }).feeTotal;
      if (name === "EscapeHatch.ReceiptSettled") addSettlement(sums, parts, event.args as { fee: bigint; legs: Hex });
      addSeen(seen, name, event.args);
    }
  }
  const facts = new Map<string, bigint>([
    ["settled / batches", sums.batches],
    ["settled / receipts", sums.receipts],
    ["settled / legs", sums.legs],
    ["settled fees / all", sums.fees],
    ["settled batches that cannot be decoded / all", sums.undecodable],
    ...parts,
  ]);
  for (const name of Object.keys(EVENT_ROWS)) facts.set(`rows of events / ${name}`, BigInt(counts.get(name) ?? 0));
  const isUncounted = (name: string) =>
    !Object.hasOwn(EVENT_ROWS, name) && !UNFOLDED_EVENTS.some((unfolded) => name.endsWith(`.${unfolded}`));
  return { facts, seen, uncounted: new Map([...counts].filter(([name]) => isUncounted(name))) };
}

/** @returns null for a log that the contract's ABI does not have. */
function decode(abi: Abi, topics: readonly Hex[], data: Hex): { eventName: string; args: unknown } | null {
  try {
    const { eventName, args } = decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data });
    return { eventName: eventName!, args };
  } catch {
    return null;
  }
}

/** Names of the facts that the index sums day by day. */
export const spendFact = (payer: number, offering: number, key: string) =>
  `spend by payer, offering and receipt key / payer ${payer}, offering ${offering}, key ${key.toLowerCase()}`;
export const legsFact = (contribution: bigint | string) => `legs by contribution / ${contribution}`;

function addBatch(
  sums: { batches: bigint; receipts: bigint; legs: bigint; fees: bigint; undecodable: bigint },
  parts: Map<string, bigint>,
  args: { batch: Hex; key: Hex },
) {
  const add = (name: string, value: bigint) => parts.set(name, (parts.get(name) ?? 0n) + value);
  sums.batches += 1n;
  const decoded = safeDecodeBatch(args.batch);
  if (!decoded.ok) {
    sums.undecodable += 1n;
    return;
  }
  for (const { receipt, legs } of decoded.batch.receipts) {
    sums.receipts += 1n;
    sums.legs += BigInt(legs.length);
    sums.fees += receipt.fee;
    add(spendFact(receipt.payerAccount, receipt.offeringId, args.key), receipt.fee);
    for (const { contributionId } of legs) add(legsFact(contributionId), 1n);
  }
}

/** A receipt that was settled alone: `legs` are 10 bytes each. */
function addSettlement(
  sums: { receipts: bigint; legs: bigint; fees: bigint },
  parts: Map<string, bigint>,
  { fee, legs }: { fee: bigint; legs: Hex },
) {
  for (const { contributionId } of decodeLegs(legs)) parts.set(legsFact(contributionId), (parts.get(legsFact(contributionId)) ?? 0n) + 1n);
  sums.receipts += 1n;
  sums.legs += BigInt((legs.length - 2) / 20);
  sums.fees += fee;
}

function addSeen(seen: Seen, name: string, args: unknown) {
  const named = args as Readonly<Record<"uid" | "who" | "minter", Hex>> & Seen["epochs"][number];
  if (name === "EpochLedger.EpochCommitted") seen.epochs.push(named);
  if (name === "Evaluations.EvaluationRecorded") seen.evaluations.add(named.uid);
  if (name === "Evaluations.BondPosted") seen.evaluators.add(named.who);
  if (name.startsWith("OpenToken.") && named.minter !== undefined) seen.minters.add(named.minter);
}
