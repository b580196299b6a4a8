import { escrowEntry, payerDeposit } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { upsert, type NewRow, type Row, type Store } from "../fold/store.ts";

type Deposit = Row<typeof payerDeposit>;
type Entry = Pick<NewRow<typeof escrowEntry>, "payerId" | "kind" | "amount" | "gatewayId" | "balance" | "actor">;

/** Changes a payer's deposit, which starts empty. */
export const changeDeposit = (
  store: Store,
  event: FoldEvent,
  accountId: number,
  change: (row: Deposit) => Partial<NewRow<typeof payerDeposit>>,
): Promise<void> => {
  const updatedAt = event.block.timestamp;
  const sums = { balance: 0n, withdrawing: 0n, deposited: 0n, debited: 0n, withdrawn: 0n };
  const empty = { accountId, ...sums, withdrawableAt: null, receiptCount: 0, updatedAt };
  return upsert(store, payerDeposit, accountId, empty, (row) => ({ ...change(row), updatedAt }));
};

/** Records a move of a payer's deposit. */
export const insertEntry = (store: Store, event: FoldEvent, entry: Entry): Promise<void> =>
  store.insert(escrowEntry, { id: factId(event), ...entry, ...originOf(event) });

/** Records an anomaly if the balance in the event is not the one that follows from the moves so far. */
export const checkBalance = async (store: Store, event: FoldEvent, payerId: number, delta: bigint, actual: bigint): Promise<void> => {
  const expected = ((await store.find(payerDeposit, payerId))?.balance ?? 0n) + delta;
  if (expected !== actual) {
    await report(store, event, { kind: "TotalMismatch", subject: `deposit of account ${payerId}`, expected, actual });
  }
};
