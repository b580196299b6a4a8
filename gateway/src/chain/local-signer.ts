import { batchTypedData, receiptTypedData } from "@openledger/sdk";
import type { Address, Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import type { ReceiptSigner } from "./types.ts";

/** Signs with a key in memory. */
export function localSigner(key: Hex, { chainId, router }: { readonly chainId: number; readonly router: Address }): ReceiptSigner {
  const account = privateKeyToAccount(key);
  return {
    address: account.address,
    // viem's message types want bigint or number by width; the sdk builds what they describe.
    signReceipt: (receipt) => account.signTypedData(receiptTypedData({ chainId, router, receipt }) as never),
    signBatch: (batch) => account.signTypedData(batchTypedData({ chainId, router, batch }) as never),
  };
}
