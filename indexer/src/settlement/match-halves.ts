import { batch, openSettlement } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { FoldEvent } from "../fold/event.ts";
import { amend, type Store } from "../fold/store.ts";
import { addAmounts, firstDifference, toAmounts, toJson, type Amounts } from "./amounts.ts";

/** One half of a settlement: what the split gives each account, or what the payout ledger credited. */
export interface Half {
  readonly isSplit: boolean;
  /** The batch of a split. */
  readonly batchId: string | null;
  readonly amounts: Amounts;
}

/**
 * A settlement is two events of one transaction: `BatchSettled`, which says how the money is split, and `WordsCredited`, which says who
 * was credited. The first that comes waits for the other here, in either order; then they must be equal, account by account.
 */
export const matchHalves = async (store: Store, event: FoldEvent, half: Half): Promise<void> => {
  const { transactionHash } = event;
  const open = await store.find(openSettlement, transactionHash);
  if (open === null) {
    const row = { transactionHash, ...half, amounts: toJson(half.amounts), blockNumber: event.block.number };
    return store.insert(openSettlement, row);
  }
  const waiting = toAmounts(open.amounts);
  if (open.isSplit === half.isSplit) {
    return store.update(openSettlement, transactionHash, { amounts: toJson(addAmounts(waiting, half.amounts)) });
  }
  await store.remove(openSettlement, transactionHash);
  const difference = half.isSplit ? firstDifference(half.amounts, waiting) : firstDifference(waiting, half.amounts);
  if (difference !== null) {
    const { account, expected, actual } = difference;
    return report(store, event, { kind: "CreditMismatch", subject: `account ${account}`, expected, actual });
  }
  const batchId = half.batchId ?? open.batchId;
  if (batchId !== null) await amend(store, batch, batchId, () => ({ isCreditExact: true }));
};
