export type GatewayReceipt = {
  readonly receipt_id: string;
  readonly legs: readonly unknown[];
  /** 0 to 1. */
  readonly unattributed_share: number;
};

/** A receipt by the id of its completion. */
export async function receiptOf(gatewayUrl: string, apiKey: string, completionId: string): Promise<GatewayReceipt> {
  const response = await fetch(`${gatewayUrl}/v1/receipts/${completionId}`, { headers: { authorization: `Bearer ${apiKey}` } });
  if (!response.ok) throw new Error(`no receipt for ${completionId}: ${response.status} ${await response.text()}`);
  return (await response.json()) as GatewayReceipt;
}
