import { getBytes, Transaction, type TransactionReceipt, type TransactionResponse } from "ethers";

import type { EpochWorld } from "../../../test/settlement/epoch/world.ts";

/** The receipt of a transaction that was sent and must succeed. */
export async function mined(sent: Promise<unknown>): Promise<TransactionReceipt> {
  const response = (await sent) as TransactionResponse;
  const receipt = await response.wait();
  if (receipt === null || receipt.status !== 1) throw new Error(`transaction ${response.hash} failed`);
  return receipt;
}

/** Gas of the whole transaction. */
export const gasOf = async (sent: Promise<unknown>): Promise<number> => Number((await mined(sent)).gasUsed);

/** The signed transaction as it travels. */
export async function signedBytes({ ethers }: EpochWorld, hash: string): Promise<Uint8Array> {
  const response = await ethers.provider.getTransaction(hash);
  return getBytes(Transaction.from(response as never).serialized);
}
