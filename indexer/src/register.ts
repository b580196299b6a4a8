import { ponder } from "ponder:registry";
import type { Hex } from "viem";

import { CONTRACTS, type ContractName } from "./fold/contracts.ts";
import type { FoldEvent } from "./fold/event.ts";
import { asHostError } from "./fold/host-error.ts";
import { ponderStore, type PonderDatabase } from "./fold/ponder-store.ts";
import type { ChainReads, Reducer } from "./fold/reducer.ts";
import { runReducer } from "./fold/run-reducer.ts";
import { REDUCERS } from "./reducers.ts";

/** What Ponder hands to an indexing function, as far as it is used here. */
interface PonderCall {
  readonly event: {
    readonly args: unknown;
    readonly block: FoldEvent["block"];
    readonly transaction: { readonly hash: Hex };
    readonly log: { readonly address: Hex; readonly logIndex: number };
  };
  readonly context: {
    readonly db: PonderDatabase;
    readonly client: {
      readContract(call: { abi: typeof CONTRACTS.RewardRouter; address: Hex; functionName: "commons" }): Promise<number>;
    };
  };
}

/** Ponder's own types need the configuration at compile time; the reducers are typed by the ABIs instead. */
const registry = ponder as unknown as { on(name: string, handle: (call: PonderCall) => Promise<void>): void };

/** The commons account is immutable, so one read for each process and router is enough. */
const commonsAccounts = new Map<Hex, number>();

const chainReads = ({ client }: PonderCall["context"]): ChainReads => ({
  commonsAccount: async ({ address }) => {
    const known = commonsAccounts.get(address);
    if (known !== undefined) return known;
    const account = await asHostError(() => client.readContract({ abi: CONTRACTS.RewardRouter, address, functionName: "commons" }));
    commonsAccounts.set(address, account);
    return account;
  },
});

for (const contract of Object.keys(REDUCERS) as ContractName[]) {
  for (const [name, reducer] of Object.entries(REDUCERS[contract])) {
    registry.on(`${contract}:${name}`, ({ event, context }) => {
      const { args, block, transaction, log } = event;
      const folded = { contract, name, args, address: log.address, block, transactionHash: transaction.hash, logIndex: log.logIndex };
      return runReducer(reducer as Reducer<unknown>, ponderStore(context.db), folded, chainReads(context));
    });
  }
}
