import { decodeReceipt, receiptTypedData, verifyBatchedReceipt, type BatchedReceipt, type Receipt } from "@openledger/sdk";
import { recoverTypedDataAddress, type Hex } from "viem";

import type { ReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import type { RailSession } from "./session.ts";

/** What contracts take of a signed receipt, `IReceiptProofs.SignedReceipt`: a batch of 0 receipts says that the receipt is signed alone. */
export function signedReceiptOf({ packed, signer, signature, batch }: ReceiptFile): BatchedReceipt {
  return {
    receipt: packed,
    key: signer,
    signature,
    firstSequence: batch?.firstSequence ?? 0,
    count: batch?.count ?? 0,
    legCount: BigInt(batch?.legCount ?? 0),
    feeTotal: BigInt(batch?.feeTotal ?? 0),
    path: batch?.path ?? [],
  };
}

type CheckTypedData = (key: Hex, data: object, signature: Hex) => Promise<boolean>;

const isByAccount: CheckTypedData = async (key, data, signature) =>
  (await recoverTypedDataAddress({ ...data, signature } as never)).toLowerCase() === key.toLowerCase();

/**
 * Whether a key's signature covers the receipt: alone, or in the batch whose root its path leads to.
 * @param isSigned For keys that are contracts; recovers an account if none is given.
 */
export async function isSignedBy(
  file: ReceiptFile,
  { chainId, router }: { readonly chainId: number; readonly router: Hex },
  isSigned?: CheckTypedData,
): Promise<boolean> {
  if (file.batch !== undefined)
    return (await verifyBatchedReceipt({ chainId, router, batched: signedReceiptOf(file), ...(isSigned && { isSigned }) })) !== undefined;
  const data = receiptTypedData({ chainId, router, receipt: decodeReceipt(file.packed) });
  return (isSigned ?? isByAccount)(file.signer, data, file.signature);
}

/** Whether the gateway's key signed it (EOA or ERC-1271), and the chain let that key sign when it was served. */
export async function isSignedByGateway(
  session: RailSession,
  file: ReceiptFile,
): Promise<{ readonly isSigned: boolean; readonly isKeyValid: boolean }> {
  const { chainId, contracts } = session.deployment;
  const isSigned = await isSignedBy(file, { chainId, router: contracts.RewardRouter }, (address, data, signature) =>
    session.client.verifyTypedData({ ...data, address, signature } as never),
  );
  return { isSigned, isKeyValid: await isKeyValid(session, file.signer, decodeReceipt(file.packed)) };
}

async function isKeyValid(session: RailSession, key: Hex, { gatewayId, servedAt }: Receipt): Promise<boolean> {
  const { addedAt, revokedAt } = await session.read<{ addedAt: number; revokedAt: number }>("GatewayRegistry", "receiptKeyOf", [
    gatewayId,
    key,
  ]);
  const second = Math.floor(servedAt / 1000);
  return addedAt !== 0 && second >= addedAt && (revokedAt === 0 || second < revokedAt);
}
