import type { Hex } from "viem";

import type { EpochWorld } from "./world.ts";

type Row = Readonly<Record<string, unknown>>;
/** Rows of a table of the indexer, by the name of the table in `indexer/ponder.schema.ts`. */
export type Tables = (name: string) => readonly Row[];

interface ChainLog {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly block: { readonly number: bigint; readonly hash: Hex; readonly timestamp: bigint };
  readonly transactionHash: Hex;
  readonly logIndex: number;
  readonly input: () => Hex;
}

interface Words {
  readonly first: number;
  readonly count: number;
}

type FoldLogs = (logs: readonly ChainLog[], world: { contracts: Readonly<Record<string, Hex>>; chain: object }) => Promise<Tables>;

/** The indexer has a TypeScript configuration of its own, so the compiler must not follow this import. */
const FOLD = "../../../indexer/test/support/fold-chain.ts";

/** Folds every log of the world's chain with the indexer's reducers. `input` is what they are told of a transaction's calldata. */
export async function indexWorld(w: EpochWorld, commons: number, input: (calldata: Hex) => Hex = (calldata) => calldata): Promise<Tables> {
  const { foldLogs } = (await import(FOLD)) as { foldLogs: FoldLogs };
  const { actor, ...suite } = w.suite;
  const contracts: Record<string, Hex> = {};
  for (const [name, contract] of Object.entries(suite))
    contracts[`${name[0]!.toUpperCase()}${name.slice(1)}`] = (await contract.getAddress()) as Hex;
  const provider = actor.provider!;
  const logs: ChainLog[] = [];
  for (const log of await provider.getLogs({ fromBlock: 0, toBlock: "latest" })) {
    const [block, transaction] = [(await log.getBlock())!, (await log.getTransaction())!];
    logs.push({
      address: log.address as Hex,
      topics: log.topics as Hex[],
      data: log.data as Hex,
      block: { number: BigInt(log.blockNumber), hash: log.blockHash as Hex, timestamp: BigInt(block.timestamp) },
      transactionHash: log.transactionHash as Hex,
      logIndex: log.index,
      input: () => input(transaction.data as Hex),
    });
  }
  const chain = {
    commonsAccount: async () => commons,
    epochWindows: async () => ({
      activation: Number(await w.ledger.activationWindow()),
      challenge: Number(await w.ledger.challengeWindow()),
    }),
    creditedWords: async ({ block }: ChainLog, { first, count }: Words) =>
      Promise.all(
        Array.from({ length: count }, (_, i) => w.suite.payoutLedger.creditedWord(first + i, { blockTag: Number(block.number) })),
      ),
  };
  return foldLogs(logs, { contracts, chain });
}
