import { balance, withdrawal } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { amendKnown } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";

export const refundWithdrawn: Reducer<EventArgs<"ContributionLedger", "RefundWithdrawn">> = async (store, event) => {
  const { account: accountId, payout, amount, actor } = event.args;
  await store.insert(withdrawal, { id: factId(event), kind: "BondRefund", accountId, payout, amount, actor, ...originOf(event) });
  const held = (await store.find(balance, accountId))?.bondRefundable ?? 0n;
  if (amount > held) {
    const subject = `bond refund of account ${accountId}`;
    await report(store, event, { kind: "TotalMismatch", subject, expected: `at most ${held}`, actual: amount });
  }
  await amendKnown(store, event, balance, { what: "balance of account", id: accountId }, () => ({
    bondRefundable: amount > held ? 0n : held - amount,
    updatedAt: event.block.timestamp,
  }));
};
