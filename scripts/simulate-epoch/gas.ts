import { epochLedgerAbi, paymentEscrowAbi, payoutLedgerAbi } from "@openledger/sdk/abis";
import { decodeFunctionData, type Abi, type Hex, type PublicClient } from "viem";

export type GasRow = { readonly kind: string; readonly transactions: number; readonly gas: bigint };

const abi = [...epochLedgerAbi, ...paymentEscrowAbi, ...payoutLedgerAbi] as unknown as Abi;

/** What an account sent after a block, by function, with the gas it used. */
export async function gasByKind(client: PublicClient, from: Hex, after: bigint): Promise<readonly GasRow[]> {
  const rows = new Map<string, { transactions: number; gas: bigint }>();
  const head = await client.getBlockNumber({ cacheTime: 0 });
  for (let number = after + 1n; number <= head; number++) {
    const { transactions } = await client.getBlock({ blockNumber: number, includeTransactions: true });
    for (const { hash, input } of transactions.filter((entry) => entry.from.toLowerCase() === from.toLowerCase())) {
      const { functionName } = decodeFunctionData({ abi, data: input });
      const { gasUsed } = await client.getTransactionReceipt({ hash });
      const row = rows.get(functionName) ?? { transactions: 0, gas: 0n };
      rows.set(functionName, { transactions: row.transactions + 1, gas: row.gas + gasUsed });
    }
  }
  return [...rows].map(([kind, row]) => ({ kind, ...row }));
}
