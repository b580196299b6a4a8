import type { Hex } from "viem";

import { checkUint } from "../bytes/check-uint.ts";
import { merkleRoot } from "../merkle/merkle-root.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { BatchSummary } from "../typed-data/batch-typed-data.ts";

/**
 * What the signature over a batch covers.
 * @param receipts At least one, by consecutive sequence. @param receiptIds Their ids in the same order.
 * @throws IntegerOutOfRangeError if the fees sum to 2^64 or more.
 */
export function summariseBatch(receipts: readonly Receipt[], receiptIds: readonly Hex[]): BatchSummary {
  const { lane, gatewayId, epoch, sequence } = receipts[0]!;
  const feeTotal = receipts.reduce((sum, { fee }) => sum + fee, 0n);
  checkUint("feeTotal", feeTotal, 64);
  const legCount = receipts.reduce((sum, receipt) => sum + receipt.legCount, 0);
  return { gatewayId, epoch, lane, firstSequence: sequence, count: receipts.length, legCount, feeTotal, root: merkleRoot(receiptIds) };
}
