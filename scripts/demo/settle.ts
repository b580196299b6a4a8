import type { Hex } from "viem";

import { adminToken } from "./gateway.ts";
import type { World } from "./world.ts";

export type SettledBatch = { readonly transactionHash: Hex; readonly receipts: number; readonly gasUsed: bigint };

/** Has the gateway redeem the vouchers it needs and settle everything it served. @throws if it settles nothing, or the chain refuses a receipt. */
export async function settle(world: World, gatewayUrl: string): Promise<SettledBatch[]> {
  const response = await fetch(`${gatewayUrl}/admin/settle`, { method: "POST", headers: { authorization: `Bearer ${adminToken}` } });
  if (!response.ok) throw new Error(`settlement failed: ${response.status} ${await response.text()}`);
  const { batches, refused } = (await response.json()) as { batches: { transactionHash: Hex; receipts: number }[]; refused: { receiptId: Hex; error: string }[] };
  if (refused.length > 0) throw new Error(`the chain refused receipt ${refused[0]!.receiptId}: ${refused[0]!.error}`);
  if (batches.length === 0) throw new Error("the gateway had nothing to settle");
  return Promise.all(
    batches.map(async ({ transactionHash, receipts }) => {
      const { gasUsed } = await world.client.getTransactionReceipt({ hash: transactionHash });
      return { transactionHash, receipts, gasUsed };
    }),
  );
}
