import { accountDay, balance, contributionEarning, datanet, gateway, networkDay, offering } from "../../ponder.schema.ts";
import { emptyBalance } from "../accounts/empty-balance.ts";
import { accountDayId, emptyDay } from "../accounts/empty-day.ts";
import { changeDeposit } from "../escrow/payer.ts";
import { dayOf, type FoldEvent } from "../fold/event.ts";
import { addToNetwork } from "../fold/network.ts";
import { amend, upsert, type Row, type Store } from "../fold/store.ts";
import type { ReceiptRows } from "./settle-receipt.ts";
import { sumBatch } from "./sum-batch.ts";

/** Adds a batch to every running total, each row once for the whole batch. */
export const rollUp = async (
  store: Store,
  event: FoldEvent,
  receipts: readonly ReceiptRows[],
  earnings: ReadonlyMap<bigint, Row<typeof contributionEarning>>,
): Promise<void> => {
  const sums = sumBatch(receipts);
  const updatedAt = event.block.timestamp;

  for (const [accountId, { amount, count }] of sums.earned) {
    await upsert(store, balance, accountId, emptyBalance(accountId, event), (row) => ({
      earned: row.earned + amount,
      payoutCount: row.payoutCount + count,
      updatedAt,
    }));
    await upsert(store, accountDay, accountDayId(accountId, event), emptyDay(accountId, event), (row) => ({
      earned: row.earned + amount,
      payoutCount: row.payoutCount + count,
    }));
  }
  for (const [accountId, { amount, count }] of sums.spent) {
    await upsert(store, accountDay, accountDayId(accountId, event), emptyDay(accountId, event), (row) => ({
      spent: row.spent + amount,
      spentCount: row.spentCount + count,
    }));
    await changeDeposit(store, event, accountId, (row) => ({ receiptCount: row.receiptCount + count }));
  }
  for (const [contributionId, part] of sums.contributions) {
    const row = earnings.get(contributionId);
    if (row === undefined) continue;
    await store.update(contributionEarning, contributionId, {
      earned: row.earned + part.earned,
      voided: row.voided + part.voided,
      legCount: row.legCount + part.legCount,
      receiptCount: row.receiptCount + part.receipts.size,
      updatedAt,
    });
  }
  for (const [id, { amount }] of sums.datanets) await amend(store, datanet, id, (row) => ({ earned: row.earned + amount }));
  for (const [table, parts] of [
    [gateway, sums.gateways],
    [offering, sums.offerings],
  ] as const) {
    for (const [id, { amount, count }] of parts) {
      await amend(store, table, id, (row) => ({ receiptCount: row.receiptCount + count, feeTotal: row.feeTotal + amount }));
    }
  }
  const day = dayOf(event);
  const { receiptCount, legCount, fees, attributed, unattributed } = sums.network;
  const emptyNetworkDay = { day, receiptCount: 0, legCount: 0, fees: 0n, attributed: 0n, unattributed: 0n };
  await upsert(store, networkDay, day, emptyNetworkDay, (row) => ({
    receiptCount: row.receiptCount + receiptCount,
    legCount: row.legCount + legCount,
    fees: row.fees + fees,
    attributed: row.attributed + attributed,
    unattributed: row.unattributed + unattributed,
  }));
  await addToNetwork(store, event, { ...sums.network, batchCount: 1 });
};
