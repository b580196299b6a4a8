// The indexer is checked with a newer library than the tests.
/// <reference lib="es2024.string" />
import { decodeEventLog, toEventSelector, type Abi, type Hex, type PublicClient } from "viem";

import { CONTRACTS, UNFOLDED_EVENTS, type ContractName } from "../../../indexer/src/fold/contracts.ts";
import type { FoldEvent } from "../../../indexer/src/fold/event.ts";
import { memoryStore, type MemoryStore } from "../../../indexer/src/fold/memory-store.ts";
import { CHAIN, foldWith } from "../../../indexer/test/support/fold.ts";

type Deployed = Readonly<Record<string, Hex>>;

/** Every event of the folded contracts, in the order of the chain, as Ponder hands it to the reducers. */
export async function readEvents(client: PublicClient, contracts: Deployed): Promise<FoldEvent[]> {
  const names = (Object.keys(CONTRACTS) as ContractName[]).filter((name) => contracts[name] !== undefined);
  const nameOf = new Map(names.map((name) => [contracts[name]!.toLowerCase(), name]));
  const logs = await client.getLogs({ address: names.map((name) => contracts[name]!), fromBlock: 0n, toBlock: "latest" });
  const timestamps = new Map<bigint, bigint>();
  const events: FoldEvent[] = [];
  for (const { address, topics, data, blockNumber, blockHash, transactionHash, logIndex } of logs) {
    if (!timestamps.has(blockNumber)) timestamps.set(blockNumber, (await client.getBlock({ blockNumber })).timestamp);
    const contract = nameOf.get(address.toLowerCase())!;
    const abi = CONTRACTS[contract] as Abi;
    // Transfers of OPEN are not folded, and not in the ABI that is.
    if (!abi.some((item) => item.type === "event" && toEventSelector(item) === topics[0])) continue;
    const { eventName, args } = decodeEventLog({ abi, topics, data });
    if (UNFOLDED_EVENTS.some((unfolded) => unfolded === eventName)) continue;
    const block = { number: blockNumber, hash: blockHash, timestamp: timestamps.get(blockNumber)! };
    events.push({ contract, name: eventName!, args, address, block, transactionHash, logIndex });
  }
  return events;
}

/** Folds events into an empty store in memory. */
export async function foldEvents(events: readonly FoldEvent[], commons: number): Promise<MemoryStore> {
  const store = memoryStore();
  await foldWith({ ...CHAIN, commonsAccount: async () => commons }, store, events);
  return store;
}
