import { adminToken } from "./gateway.ts";

export type SettledBatch = { readonly transactionHash: string; readonly receipts: number; readonly gasUsed: string };

/** Has the gateway redeem what vouchers it needs and settle everything it served. */
export async function settle(gatewayUrl: string): Promise<SettledBatch[]> {
  const response = await fetch(`${gatewayUrl}/admin/settle`, { method: "POST", headers: { authorization: `Bearer ${adminToken}` } });
  if (!response.ok) throw new Error(`settlement failed: ${response.status} ${await response.text()}`);
  const { batches } = (await response.json()) as { batches: { transaction_hash: string; receipts: number; gas_used: string }[] };
  if (batches.length === 0) throw new Error("the gateway had nothing to settle");
  return batches.map((batch) => ({ transactionHash: batch.transaction_hash, receipts: batch.receipts, gasUsed: batch.gas_used }));
}
