import { accountCredit, withdrawal } from "../../ponder.schema.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert, type Row, type Store } from "../fold/store.ts";
import { subtract } from "./subtract.ts";

type Kind = Row<typeof withdrawal>["kind"];

/** Arguments of `CreditWithdrawn`, which all contracts that owe to accounts share. */
interface CreditWithdrawn {
  readonly account: number;
  readonly payout: `0x${string}`;
  readonly amount: bigint;
  readonly actor: `0x${string}`;
}

const changeCredit = async (
  store: Store,
  event: FoldEvent,
  accountId: number,
  change: (row: Row<typeof accountCredit>) => Partial<Row<typeof accountCredit>>,
): Promise<void> => {
  const id = `${event.contract}-${accountId}`;
  const updatedAt = event.block.timestamp;
  const empty = { id, contract: event.contract, accountId, credited: 0n, withdrawn: 0n, owed: 0n, updatedAt };
  await upsert(store, accountCredit, id, empty, (row) => ({ ...change(row), updatedAt }));
};

/** Adds to what the event's contract owes an account. The contracts credit nobody with nothing. */
export const accountCredited: Reducer<{ readonly account: number; readonly amount: bigint }> = async (store, event) => {
  const { account: accountId, amount } = event.args;
  await changeCredit(store, event, accountId, (row) => ({ credited: row.credited + amount, owed: row.owed + amount }));
};

/** Takes what is paid out from what is owed. */
export const creditWithdrawn =
  (kind: Kind): Reducer<CreditWithdrawn> =>
  async (store, event) => {
    const { account: accountId, payout, amount, actor } = event.args;
    await store.insert(withdrawal, { id: factId(event), kind, accountId, payout, amount, actor, ...originOf(event) });
    const known = await store.find(accountCredit, `${event.contract}-${accountId}`);
    const subject = `credit of account ${accountId} in ${event.contract}`;
    const owed = await subtract(store, event, subject, known?.owed ?? 0n, amount);
    await changeCredit(store, event, accountId, (row) => ({ withdrawn: row.withdrawn + amount, owed }));
  };
