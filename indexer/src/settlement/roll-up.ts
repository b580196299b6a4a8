import type { Hex } from "viem";

import {
  accountDay,
  balance,
  contributionDay,
  contributionEarning,
  datanet,
  gateway,
  networkDay,
  offering,
  spendDay,
} from "../../ponder.schema.ts";
import { emptyBalance } from "../accounts/empty-balance.ts";
import { accountDayId, emptyDay } from "../accounts/empty-day.ts";
import { changeDeposit } from "../escrow/payer.ts";
import { dayOf, type FoldEvent } from "../fold/event.ts";
import { addToNetwork } from "../fold/network.ts";
import { amend, upsert, type Row, type Store } from "../fold/store.ts";
import { receiptKeyIdOf } from "../gateways/receipt-key.ts";
import type { ReceiptRows } from "./settle-receipt.ts";
import { sumBatch, type SpendSum } from "./sum-batch.ts";

type Sums = ReturnType<typeof sumBatch>;
type Earnings = ReadonlyMap<bigint, Row<typeof contributionEarning>>;

/**
 * Adds a batch to every running total, each row once for the whole batch.
 * @param key Receipt key that signed it; null where no event names it.
 */
export const rollUp = async (
  store: Store,
  event: FoldEvent,
  { receipts, earnings, key }: { readonly receipts: readonly ReceiptRows[]; readonly earnings: Earnings; readonly key: Hex | null },
): Promise<void> => {
  const sums = sumBatch(receipts);
  await addEarned(store, event, sums);
  await addSpent(store, event, sums);
  await addSpendDays(store, event, sums, key === null ? null : (key.toLowerCase() as Hex));
  await addToContributions(store, event, sums, earnings);
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

const addEarned = async (store: Store, event: FoldEvent, { earned }: Sums): Promise<void> => {
  const accounts = [...earned.keys()];
  await store.upsertAll(
    balance,
    accounts.map((id) => emptyBalance(id, event)),
    (row) => {
      const { amount, count } = earned.get(row.accountId)!;
      return { earned: row.earned + amount, payoutCount: row.payoutCount + count, updatedAt: event.block.timestamp };
    },
  );
  await store.upsertAll(
    accountDay,
    accounts.map((id) => emptyDay(id, event)),
    (row) => {
      const { amount, count } = earned.get(row.accountId)!;
      return { earned: row.earned + amount, payoutCount: row.payoutCount + count };
    },
  );
};

const addSpent = async (store: Store, event: FoldEvent, { spent }: Sums): Promise<void> => {
  await store.upsertAll(
    accountDay,
    [...spent.keys()].map((id) => emptyDay(id, event)),
    (row) => {
      const { amount, count } = spent.get(row.accountId)!;
      return { spent: row.spent + amount, spentCount: row.spentCount + count };
    },
  );
  for (const [accountId, { count }] of spent) {
    await changeDeposit(store, event, accountId, (row) => ({ receiptCount: row.receiptCount + count }));
  }
};

const addSpendDays = async (store: Store, event: FoldEvent, { spends }: Sums, key: Hex | null): Promise<void> => {
  const day = dayOf(event);
  const rows = new Map(
    [...spends].map(([name, { payerId, gatewayId, offeringId }]) => {
      const links = {
        payerId,
        gatewayId,
        offeringId,
        key,
        day,
        dayId: accountDayId(payerId, event),
        receiptKeyId: key === null ? null : receiptKeyIdOf(gatewayId, key),
      };
      return [
        name,
        { id: `${name}-${key ?? "none"}-${day}`, ...links, spent: 0n, receiptCount: 0, promptTokens: 0n, completionTokens: 0n },
      ] as const;
    }),
  );
  const sumOf = new Map<string, SpendSum>([...spends].map(([name, sum]) => [rows.get(name)!.id, sum]));
  await store.upsertAll(spendDay, [...rows.values()], (row) => {
    const sum = sumOf.get(row.id)!;
    return {
      spent: row.spent + sum.spent,
      receiptCount: row.receiptCount + sum.receiptCount,
      promptTokens: row.promptTokens + sum.promptTokens,
      completionTokens: row.completionTokens + sum.completionTokens,
    };
  });
};

/** A contribution that was never accepted has an anomaly and no totals. */
const addToContributions = async (store: Store, event: FoldEvent, { contributions }: Sums, earnings: Earnings): Promise<void> => {
  const known = [...contributions.keys()].flatMap((id) => earnings.get(id) ?? []);
  const day = dayOf(event);
  const add = (row: Pick<Row<typeof contributionDay>, "contributionId" | "earned" | "voided" | "legCount" | "receiptCount">) => {
    const part = contributions.get(row.contributionId)!;
    return {
      earned: row.earned + part.earned,
      voided: row.voided + part.voided,
      legCount: row.legCount + part.legCount,
      receiptCount: row.receiptCount + part.receiptCount,
    };
  };
  const ids = known.map(({ contributionId }) => contributionId);
  await store.updateAll(contributionEarning, ids, (row) => ({ ...add(row), updatedAt: event.block.timestamp }));
  await store.upsertAll(
    contributionDay,
    known.map(({ contributionId, accountId, datanetId }) => ({
      id: `${contributionId}-${day}`,
      ...{ contributionId, accountId, datanetId, day },
      ...{ earned: 0n, voided: 0n, legCount: 0, receiptCount: 0 },
    })),
    add,
  );
};
