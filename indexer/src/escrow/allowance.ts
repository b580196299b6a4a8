import { unpackRedeemed } from "@openledger/sdk";

import { allowance, voucher } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert, type NewRow, type Row, type Store } from "../fold/store.ts";

interface Pair {
  readonly payerId: number;
  readonly gatewayId: number;
}

const allowanceIdOf = ({ payerId, gatewayId }: Pair): string => `${payerId}-${gatewayId}`;

/** Changes what a gateway may bill a payer; a pair starts with nothing. */
export const changeAllowance = (
  store: Store,
  event: FoldEvent,
  pair: Pair,
  change: (row: Row<typeof allowance>) => Partial<NewRow<typeof allowance>>,
): Promise<void> => {
  const id = allowanceIdOf(pair);
  const updatedAt = event.block.timestamp;
  const nothing = { authorised: 0n, debited: 0n, cap: null, nextCap: null, nextCapAt: null };
  return upsert(store, allowance, id, { id, ...pair, ...nothing, updatedAt }, (row) => ({ ...change(row), updatedAt }));
};

/** A raise holds at once, a cut from `effectiveAt`; a waiting cut that is due by now has become the cap. */
export const capChanged: Reducer<EventArgs<"PaymentEscrow", "CapChanged">> = async (store, event) => {
  const { payer: payerId, gateway: gatewayId, cap, effectiveAt } = event.args;
  const now = event.block.timestamp;
  await changeAllowance(store, event, { payerId, gatewayId }, (row) => {
    if (BigInt(effectiveAt) <= now) return { cap, nextCap: null, nextCapAt: null };
    const isDue = row.nextCapAt !== null && row.nextCapAt <= now;
    return { cap: isDue ? row.nextCap : row.cap, nextCap: cap, nextCapAt: BigInt(effectiveAt) };
  });
};

export const voucherRedeemed: Reducer<EventArgs<"PaymentEscrow", "VoucherRedeemed">> = async (store, event) => {
  const { payer: payerId, gateway: gatewayId, cumulative, previous, actor } = event.args;
  const pair = { payerId, gatewayId };
  const row = { id: factId(event), ...pair, allowanceId: allowanceIdOf(pair), cumulative, previous, packedIndex: null, actor };
  await store.insert(voucher, { ...row, ...originOf(event) });
  await changeAllowance(store, event, pair, () => ({ authorised: cumulative }));
};

/** Vouchers of one transaction, each above what its pair had. */
export const vouchersRedeemed: Reducer<EventArgs<"PaymentEscrow", "VouchersRedeemed">> = async (store, event) => {
  const { gateway: gatewayId, redeemed, actor } = event.args;
  for (const [packedIndex, { payerAccount: payerId, cumulative }] of unpackRedeemed(redeemed).entries()) {
    const pair = { payerId, gatewayId };
    const allowanceId = allowanceIdOf(pair);
    const previous = (await store.find(allowance, allowanceId))?.authorised ?? 0n;
    const row = { id: `${factId(event)}-${packedIndex}`, ...pair, allowanceId, cumulative, previous, packedIndex, actor };
    await store.insert(voucher, { ...row, ...originOf(event) });
    await changeAllowance(store, event, pair, () => ({ authorised: cumulative }));
  }
};
