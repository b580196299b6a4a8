import { decodeEventLog, type Abi, type Hex } from "viem";

import * as schema from "../../ponder.schema.ts";
import { CONTRACTS, type ContractName } from "../../src/fold/contracts.ts";
import type { FoldEvent } from "../../src/fold/event.ts";
import { memoryStore, type MemoryStore } from "../../src/fold/memory-store.ts";
import type { ChainReads } from "../../src/fold/reducer.ts";
import type { AnyTable } from "../../src/fold/store.ts";
import { REDUCERS } from "../../src/reducers.ts";
import { foldWith } from "./fold.ts";

/** A log as a node gives it, with what Ponder adds. */
export interface ChainLog extends Omit<FoldEvent, "contract" | "name" | "args"> {
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** The rows of a table of ponder.schema.ts. */
export type Tables = (name: string) => readonly Readonly<Record<string, unknown>>[];

const tablesOf =
  (store: MemoryStore): Tables =>
  (name) => {
    const table = (schema as unknown as Readonly<Record<string, AnyTable | undefined>>)[name];
    if (table === undefined) throw new Error(`There is no table ${name}`);
    return store.rows(table) as readonly Readonly<Record<string, unknown>>[];
  };

/** Decodes and folds the real logs of a chain, in their order, as the registered handlers do. */
export const foldLogs = async (
  logs: readonly ChainLog[],
  { contracts, chain }: { readonly contracts: Readonly<Record<string, Hex>>; readonly chain: ChainReads },
): Promise<Tables> => {
  const names = new Map(Object.entries(contracts).map(([name, address]) => [address.toLowerCase(), name]));
  const store = memoryStore();
  const events = logs.flatMap(({ topics, data, ...log }): FoldEvent[] => {
    const contract = names.get(log.address.toLowerCase()) as ContractName | undefined;
    if (contract === undefined || !(contract in CONTRACTS)) return [];
    const decoded = decode(CONTRACTS[contract], topics, data);
    if (decoded === null || !(decoded.eventName in REDUCERS[contract])) return [];
    return [{ ...log, contract, name: decoded.eventName, args: decoded.args }];
  });
  await foldWith(chain, store, events);
  return tablesOf(store);
};

/** Null for an event that is not folded. */
const decode = (abi: Abi, topics: readonly Hex[], data: Hex): { eventName: string; args: unknown } | null => {
  try {
    const { eventName, args } = decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data });
    return { eventName: eventName!, args };
  } catch {
    return null;
  }
};
