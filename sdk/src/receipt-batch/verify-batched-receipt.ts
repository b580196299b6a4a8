import { bytesToHex, isAddressEqual, recoverTypedDataAddress, slice, type Address, type Hex } from "viem";

import { toBytes } from "../bytes/to-bytes.ts";
import { climbProof } from "../merkle/climb-proof.ts";
import { decodeReceipt } from "../receipt/decode-receipt.ts";
import { receiptId } from "../receipt/receipt-id.ts";
import type { Receipt } from "../receipt/receipt.ts";
import { batchTypedData } from "../typed-data/batch-typed-data.ts";
import type { BatchedReceipt } from "./batched-receipt.ts";

/** Half of the order of secp256k1: contracts refuse the other signature of the same key, with `s` above it. */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** Whether a key signed a batch: an EOA by recovery; pass another for contract wallets (ERC-1271). */
export type CheckBatchSignature = (key: Address, data: ReturnType<typeof batchTypedData>, signature: Hex) => Promise<boolean>;

async function isByKey(key: Address, data: ReturnType<typeof batchTypedData>, signature: Hex): Promise<boolean> {
  if (signature.length !== 132 || BigInt(slice(signature, 32, 64)) > HALF_ORDER || !/1[bc]$/i.test(signature)) return false;
  try {
    return isAddressEqual(await recoverTypedDataAddress({ ...data, signature } as never), key);
  } catch {
    return false; // no point of the curve
  }
}

/**
 * Checks a receipt, its way to the batch's root and the signature over the batch, as `SignedReceipts` does on chain. Whether the key is one of the gateway's,
 * and was when the receipt was served, stands in `GatewayRegistry`.
 * @returns The receipt, or undefined if place, path or signature do not show it.
 * @throws InvalidBytesError, ReceiptVersionError, UnknownCodeError, IntegerOutOfRangeError if the bytes are no receipt, a hash has not 32 bytes, or a count is out of range.
 */
export async function verifyBatchedReceipt({
  chainId,
  router,
  batched,
  isSigned = isByKey,
}: {
  readonly chainId: number;
  readonly router: Address;
  readonly batched: BatchedReceipt;
  readonly isSigned?: CheckBatchSignature;
}): Promise<Receipt | undefined> {
  const { key, signature, firstSequence, count, legCount, feeTotal, path } = batched;
  const receipt = decodeReceipt(batched.receipt);
  const leaf = toBytes("receiptId", receiptId(receipt), 32);
  const root = climbProof({ leaf, index: receipt.sequence - firstSequence, leafCount: count, proof: path });
  if (root === undefined) return undefined;
  const { gatewayId, epoch, lane } = receipt;
  const batch = { gatewayId, epoch, lane, firstSequence, count, legCount: Number(legCount), feeTotal, root: bytesToHex(root) };
  return (await isSigned(key, batchTypedData({ chainId, router, batch }), signature)) ? receipt : undefined;
}
