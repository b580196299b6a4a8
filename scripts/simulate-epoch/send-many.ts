import { encodeFunctionData, toHex, type Abi, type Hex } from "viem";

import type { SimulatedSuite } from "../lib/simulated-suite.ts";

export type BulkCall = {
  readonly from: Hex;
  readonly contract: string;
  readonly abi: Abi;
  readonly functionName: string;
  readonly args: readonly unknown[];
};

const CALLS_A_TURN = 500;
/** Named, as are nonces: otherwise the node executes all that waits again for each transaction. */
const GAS = { gas: toHex(500_000), maxFeePerGas: toHex(100_000_000_000), maxPriorityFeePerGas: "0x0" };

/**
 * Sends many calls, each a transaction of its own, into blocks that are mined when they are full instead of one a transaction. Their senders are unlocked.
 * @throws if one of them is reverted.
 */
export async function sendMany({ client, deployment }: SimulatedSuite, calls: readonly BulkCall[]): Promise<void> {
  const request = <T>(method: string, params: readonly unknown[] = []) => client.request({ method, params } as never) as Promise<T>;
  const nonces = new Map<Hex, number>();
  await request("evm_setAutomine", [false]);
  try {
    for (let start = 0; start < calls.length; start += CALLS_A_TURN) {
      const hashes: Hex[] = [];
      for (const { from, contract, abi, functionName, args } of calls.slice(start, start + CALLS_A_TURN)) {
        const data = encodeFunctionData({ abi, functionName, args });
        const nonce = nonces.get(from) ?? Number(await request<Hex>("eth_getTransactionCount", [from, "latest"]));
        nonces.set(from, nonce + 1);
        const transaction = { from, to: deployment.contracts[contract], data, nonce: toHex(nonce), ...GAS };
        hashes.push(await request<Hex>("eth_sendTransaction", [transaction]));
      }
      while ((await receiptOf(request, hashes.at(-1)!)) === null) await request("evm_mine");
      for (const [index, hash] of hashes.entries()) {
        const mined = await receiptOf(request, hash);
        if (mined?.status !== "0x1") throw new Error(`${calls[start + index]!.functionName} was reverted in ${hash}`);
      }
    }
  } finally {
    await request("evm_setAutomine", [true]);
  }
}

const receiptOf = (request: <T>(method: string, params: readonly unknown[]) => Promise<T>, hash: Hex) =>
  request<{ readonly status: Hex } | null>("eth_getTransactionReceipt", [hash]);
