import { batchTypedData, decodeReceipt, receiptId, receiptTypedData, type Receipt } from "@openledger/sdk";
import { bytesToHex, hexToBytes, type Hex } from "viem";

import type { ReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import { climbProof } from "../../sdk/src/merkle/climb-proof.ts";

import type { RailSession } from "./session.ts";

/** What contracts take of a signed receipt: `IReceiptProofs.SignedReceipt`. */
export function signedReceiptOf({ packed, signer, signature, batch }: ReceiptFile) {
  return {
    receipt: packed,
    key: signer,
    signature,
    firstSequence: batch?.first_sequence ?? 0,
    count: batch?.count ?? 0,
    legCount: BigInt(batch?.leg_count ?? 0),
    feeTotal: BigInt(batch?.fee_total ?? 0),
    path: batch?.path ?? [],
  };
}

/** EIP-712 typed data that the signature of a receipt covers: the receipt, or the batch that its path leads to. */
export function signedDataOf(file: ReceiptFile, { chainId, router }: { readonly chainId: number; readonly router: Hex }) {
  const receipt = decodeReceipt(file.packed);
  if (file.batch === undefined) return receiptTypedData({ chainId, router, receipt });
  const { first_sequence: firstSequence, count, leg_count: legCount, fee_total: feeTotal, path } = file.batch;
  const place = { index: receipt.sequence - firstSequence, leafCount: count };
  const root = climbProof({ leaf: hexToBytes(receiptId(receipt)), ...place, proof: path });
  if (root === undefined)
    throw new Error(`batch.path does not lead from sequence ${receipt.sequence} to the root of ${count} receipts from ${firstSequence} on`);
  const { gatewayId, epoch, lane } = receipt;
  const batch = { gatewayId, epoch, lane, firstSequence, count, legCount, feeTotal: BigInt(feeTotal), root: bytesToHex(root) };
  return batchTypedData({ chainId, router, batch });
}

/** Whether the gateway's key signed it (EOA or ERC-1271), and the chain let that key sign when it was served. */
export async function isSignedByGateway(
  session: RailSession,
  file: ReceiptFile,
): Promise<{ readonly isSigned: boolean; readonly isKeyValid: boolean }> {
  const { chainId, contracts } = session.deployment;
  const data = signedDataOf(file, { chainId, router: contracts.RewardRouter });
  const isSigned = await session.client.verifyTypedData({ ...data, address: file.signer, signature: file.signature } as never);
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
