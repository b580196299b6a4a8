import { accountOfContribution, ContributionStatus, contributionId, localOfContribution } from "@openledger/sdk";
import { contributionLedgerAbi, panelDrawsAbi, validationRoundsAbi } from "@openledger/sdk/abis";
import { parseEventLogs, type Abi, type Hex } from "viem";

import type { Session } from "./session.ts";

export type Entry = {
  readonly id: bigint;
  readonly datanet: number;
  readonly account: number;
  readonly contentRoot: Hex;
  readonly licence: string;
  readonly uri: string;
  readonly commit: number;
  readonly status: number;
};

export type OpenedRound = {
  readonly round: number;
  readonly datanet: number;
  readonly items: readonly bigint[];
  /** By level, then seat. */
  readonly shown: Map<number, Map<number, Hex>>;
  readonly committed: Map<number, Map<number, Hex>>;
};

/** What the events say, in memory: contributions, rounds and draws of all Datanets. */
export type Book = {
  readonly entries: ReadonlyMap<bigint, Entry>;
  readonly rounds: ReadonlyMap<number, OpenedRound>;
  /** Draws and their Datanets. */
  readonly draws: ReadonlyMap<number, number>;
  /** Reads new blocks; after a reorganisation, everything again. */
  refresh(): Promise<void>;
};

type Args = Readonly<Record<string, unknown>>;
const blocksPerCall = 5_000n;
const events = ([contributionLedgerAbi, panelDrawsAbi, validationRoundsAbi] as Abi[]).flat().filter((entry) => entry.type === "event");

export function createBook({ client, deployment }: Session): Book {
  const entries = new Map<bigint, Entry>();
  const rounds = new Map<number, OpenedRound>();
  const draws = new Map<number, number>();
  const early = new Map<bigint, number>();
  const { ContributionLedger, PanelDraws, ValidationRounds } = deployment.contracts;
  let next = BigInt(deployment.startBlock);
  let last: { readonly number: bigint; readonly hash: Hex } | undefined;

  const keep = (table: "shown" | "committed", args: Args, value: Hex) => {
    const round = rounds.get(args["round"] as number);
    const level = args["level"] as number;
    if (round === undefined) return;
    const seats = round[table].get(level) ?? new Map<number, Hex>();
    round[table].set(level, seats.set(args["seat"] as number, value));
  };
  const handlers: Readonly<Record<string, (args: Args) => void>> = {
    ContributionsRevealed(args) {
      const first = args["firstContribution"] as bigint;
      const [account, local] = [accountOfContribution(first), localOfContribution(first)];
      const items = args["items"] as readonly { contentRoot: Hex; licence: string; uri: string }[];
      for (const [offset, item] of items.entries()) {
        const id = contributionId(account, local + offset);
        const status = early.get(id) ?? ContributionStatus.Pending;
        entries.set(id, { ...item, id, account, datanet: args["datanet"] as number, commit: args["commit"] as number, status });
      }
    },
    ContributionStatusChanged(args) {
      const id = args["contribution"] as bigint;
      const known = entries.get(id);
      // A duplicate found by the reveal itself is reported before the reveal.
      if (known === undefined) early.set(id, args["status"] as number);
      else entries.set(id, { ...known, status: args["status"] as number });
    },
    RoundOpened(args) {
      const round = args["round"] as number;
      rounds.set(round, {
        round,
        datanet: args["datanet"] as number,
        items: args["items"] as readonly bigint[],
        shown: new Map(),
        committed: new Map(),
      });
    },
    VotesCommitted: (args) => keep("committed", args, args["hash"] as Hex),
    VotesRevealed: (args) => keep("shown", args, args["votes"] as Hex),
    DrawRequested: (args) => void draws.set(args["draw"] as number, args["datanet"] as number),
  };

  return {
    entries,
    rounds,
    draws,
    async refresh() {
      const head = await client.getBlock({ blockTag: "latest" });
      if (last !== undefined && (head.number < last.number || (await client.getBlock({ blockNumber: last.number })).hash !== last.hash)) {
        for (const table of [entries, rounds, draws, early]) table.clear();
        next = BigInt(deployment.startBlock);
      }
      for (; next <= head.number; next += blocksPerCall) {
        const end = next + blocksPerCall - 1n < head.number ? next + blocksPerCall - 1n : head.number;
        const logs = await client.getLogs({ address: [ContributionLedger, PanelDraws, ValidationRounds], fromBlock: next, toBlock: end });
        for (const log of parseEventLogs({ abi: events, logs })) handlers[log.eventName]?.(log.args as unknown as Args);
      }
      next = head.number + 1n;
      last = { number: head.number, hash: head.hash };
    },
  };
}

/** All items of a Datanet in the order in which they came: by commit, then by id. */
export function inOrder(book: Book, datanet: number): readonly Entry[] {
  return [...book.entries.values()]
    .filter((entry) => entry.datanet === datanet)
    .sort((a, b) => a.commit - b.commit || (a.id < b.id ? -1 : 1));
}
