import { checkLegs } from "../receipt/check-legs.ts";
import { legsRoot } from "../receipt/legs-root.ts";
import { WeightsAboveTotalError } from "../money/errors.ts";
import type { BatchInput } from "./batch.ts";
import { BatchLimitError, BatchReceiptMismatchError, EmptyBatchError } from "./errors.ts";
import { BATCH_LIMITS } from "./limits.ts";

/**
 * Refuses receipts that cannot be settled as one batch.
 * @throws EmptyBatchError, BatchLimitError, BatchReceiptMismatchError, WeightsAboveTotalError, LegsNotAscendingError, IntegerOutOfRangeError.
 */
export function checkBatchReceipts({ lane, gatewayId, epoch, firstSequence, receipts }: BatchInput): void {
  if (receipts.length === 0) throw new EmptyBatchError();
  if (receipts.length > BATCH_LIMITS.receipts) {
    throw new BatchLimitError({ what: "receipts", count: receipts.length, maximum: BATCH_LIMITS.receipts });
  }
  receipts.forEach(({ receipt, legs }, index) => {
    if (legs.length > BATCH_LIMITS.legs) {
      throw new BatchLimitError({ what: `legs in receipt ${index}`, count: legs.length, maximum: BATCH_LIMITS.legs });
    }
    const weights = checkLegs(legs);
    const expected = { lane, gatewayId, epoch, sequence: firstSequence + index, legCount: legs.length, legsRoot: legsRoot(legs) };
    for (const [field, value] of Object.entries(expected) as [keyof typeof expected, unknown][]) {
      const actual = field === "legsRoot" ? receipt.legsRoot.toLowerCase() : receipt[field];
      if (actual !== value) throw new BatchReceiptMismatchError({ index, field, actual, expected: value });
    }
    if (weights > receipt.weightTotal) throw new WeightsAboveTotalError(weights, receipt.weightTotal);
  });
}
