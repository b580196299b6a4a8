import { openCredit } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { FoldEvent } from "../fold/event.ts";
import type { Store } from "../fold/store.ts";
import { firstDifference, toAmounts, type Amounts } from "./amounts.ts";

/**
 * Compares what the split gives each account with what the payout ledger credited in this transaction, and closes those credits.
 * `WordsCredited` comes before `BatchSettled`: the router emits last.
 * @returns Whether they are equal, account by account.
 */
export const checkCredits = async (store: Store, event: FoldEvent, earned: Amounts): Promise<boolean> => {
  const row = await store.find(openCredit, event.transactionHash);
  const credited = row === null ? new Map<number, bigint>() : toAmounts(row.amounts);
  if (row !== null) await store.remove(openCredit, event.transactionHash);
  const difference = firstDifference(earned, credited);
  if (difference === null) return true;
  const { account, expected, actual } = difference;
  await report(store, event, { kind: "CreditMismatch", subject: `account ${account}`, expected, actual });
  return false;
};
