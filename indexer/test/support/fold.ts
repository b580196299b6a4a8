import { keccak256, toHex, type Hex } from "viem";

import type { ContractName } from "../../src/fold/contracts.ts";
import type { FoldEvent } from "../../src/fold/event.ts";
import type { MemoryStore } from "../../src/fold/memory-store.ts";
import type { ChainReads, Reducer } from "../../src/fold/reducer.ts";
import { runReducer } from "../../src/fold/run-reducer.ts";
import { REDUCERS } from "../../src/reducers.ts";

export const COMMONS = 1;
export const ACTOR: Hex = `0x${"ac".repeat(20)}`;
export const NOON = 1_763_640_000n;

export const addressOf = (number: number): Hex => `0x${number.toString(16).padStart(40, "0")}`;
export const hashOf = (text: string): Hex => keccak256(toHex(text));

let logs = 0;

/** An event of its own transaction and second, unless `place` says otherwise. */
export const eventOf = <C extends ContractName, E extends keyof (typeof REDUCERS)[C] & string>(
  contract: C,
  name: E,
  args: (typeof REDUCERS)[C][E] extends Reducer<infer Args> ? Args : never,
  place: { readonly transaction?: string; readonly timestamp?: bigint } = {},
): FoldEvent<unknown> => {
  const logIndex = logs++;
  const timestamp = place.timestamp ?? NOON + BigInt(logIndex);
  return {
    contract,
    name,
    args,
    address: addressOf(0xc0de),
    block: { number: BigInt(logIndex), hash: hashOf(`block ${logIndex}`), timestamp },
    transactionHash: hashOf(place.transaction ?? `transaction ${logIndex}`),
    logIndex,
  };
};

const reducerOf = (event: FoldEvent): Reducer<unknown> =>
  (REDUCERS[event.contract as ContractName] as unknown as Record<string, Reducer<unknown>>)[event.name]!;

/** A chain whose payout ledger cannot be asked. */
export const CHAIN: ChainReads = {
  commonsAccount: async () => COMMONS,
  epochWindows: async () => ({ activation: 43_200, challenge: 86_400 }),
  creditedWords: async (_event, { count }) => Array.from({ length: count }, () => 0n),
};

/** Folds events one after another, as Ponder does, with the reads of a chain. */
export const foldWith = async (chain: ChainReads, store: MemoryStore, events: readonly FoldEvent[]): Promise<void> => {
  for (const event of events) await runReducer(reducerOf(event), store, event, chain);
};

export const fold = (store: MemoryStore, ...events: readonly FoldEvent[]): Promise<void> => foldWith(CHAIN, store, events);
