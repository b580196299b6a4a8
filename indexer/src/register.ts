import { ponder } from "ponder:registry";
import type { Abi, Hex } from "viem";

import { readConfig } from "./config/config.ts";
import { CONTRACTS, deployedContracts } from "./fold/contracts.ts";
import type { FoldEvent } from "./fold/event.ts";
import { asHostError } from "./fold/host-error.ts";
import { ponderStore, type PonderDatabase } from "./fold/ponder-store.ts";
import type { ChainReads, Reducer } from "./fold/reducer.ts";
import { runReducer } from "./fold/run-reducer.ts";
import { REDUCERS } from "./reducers.ts";

interface ContractRead {
  readonly abi: Abi;
  readonly address: Hex;
  readonly functionName: string;
  readonly args?: readonly unknown[];
  /** Read at the chain's head instead of the event's block, and kept. */
  readonly cache?: "immutable";
}

/** What Ponder hands to an indexing function, as far as it is used here. */
interface PonderCall {
  readonly event: {
    readonly args: unknown;
    readonly block: FoldEvent["block"];
    readonly transaction: { readonly hash: Hex; readonly input: Hex };
    readonly log: { readonly address: Hex; readonly logIndex: number };
  };
  readonly context: {
    readonly db: PonderDatabase;
    readonly client: {
      readContract(call: ContractRead): Promise<unknown>;
    };
  };
}

/** Ponder's own types need the configuration at compile time; the reducers are typed by the ABIs instead. */
const registry = ponder as unknown as { on(name: string, handle: (call: PonderCall) => Promise<void>): void };

/** What is fixed when a contract is deployed is read once for each process and contract. */
const fixed = new Map<string, unknown>();

const chainReads = ({ client }: PonderCall["context"]): ChainReads => {
  const read = <T>(call: ContractRead): Promise<T> => asHostError(() => client.readContract(call) as Promise<T>);
  const readFixed = async <T>(abi: Abi, address: Hex, functionName: string): Promise<T> => {
    const key = `${address} ${functionName}`;
    // At the head, because not every node keeps the state of old blocks.
    if (!fixed.has(key)) fixed.set(key, await read<T>({ abi, address, functionName, cache: "immutable" }));
    return fixed.get(key) as T;
  };
  return {
    commonsAccount: ({ address }) => readFixed(CONTRACTS.RewardRouter, address, "commons"),
    epochWindows: async ({ address }) => ({
      activation: await readFixed(CONTRACTS.EpochLedger, address, "activationWindow"),
      challenge: await readFixed(CONTRACTS.EpochLedger, address, "challengeWindow"),
    }),
    // Ponder answers reads at the event's block and keeps the answers.
    creditedWords: (_event, { ledger, first, count }) =>
      Promise.all(
        Array.from({ length: count }, (_, i) =>
          read<bigint>({ abi: CONTRACTS.PayoutLedger, address: ledger, functionName: "creditedWord", args: [first + i] }),
        ),
      ),
  };
};

for (const contract of deployedContracts(readConfig(process.env).deployment)) {
  for (const [name, reducer] of Object.entries(REDUCERS[contract])) {
    registry.on(`${contract}:${name}`, ({ event, context }) => {
      const { args, block, transaction, log } = event;
      const at = { address: log.address, block, transactionHash: transaction.hash, logIndex: log.logIndex };
      const folded = { contract, name, args, ...at, input: () => transaction.input };
      return runReducer(reducer as Reducer<unknown>, ponderStore(context.db), folded, chainReads(context));
    });
  }
}
