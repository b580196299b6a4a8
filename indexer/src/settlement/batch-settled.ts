import { BaseError, safeDecodeBatch, type DecodedBatch } from "@openledger/sdk";

import { batch, leg, payout, receipt } from "../../ponder.schema.ts";
import { accountDayId } from "../accounts/empty-day.ts";
import { report } from "../fold/anomaly.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import type { Store } from "../fold/store.ts";
import { receiptKeyIdOf } from "../gateways/receipt-key.ts";
import { addAmounts, type Amounts } from "./amounts.ts";
import { checkFee } from "./check-fee.ts";
import { checkSummary, type BatchSettled } from "./check-summary.ts";
import { loadEarnings, loadOfferings } from "./load-terms.ts";
import { matchHalves } from "./match-halves.ts";
import { rollUp } from "./roll-up.ts";
import { rowKeyOf, settleReceipt, type ReceiptRows } from "./settle-receipt.ts";
import { markSettled, mayBeKnown } from "./settled-epoch.ts";

/** Splits every receipt of a batch as the contract does. A receipt that cannot be split is an anomaly and has no rows. */
const settleReceipts = async (
  store: Store,
  event: FoldEvent,
  decoded: DecodedBatch,
  commons: number,
): Promise<{ rows: ReceiptRows[]; earnings: Awaited<ReturnType<typeof loadEarnings>> }> => {
  const offerings = await loadOfferings(store, event, decoded);
  const earnings = await loadEarnings(store, event, decoded);
  const voided = new Set([...earnings.values()].filter((row) => row.isVoided).map((row) => row.contributionId));
  const datanetOf = new Map([...earnings.values()].map((row) => [row.contributionId, row.datanetId]));
  const shared = { voided, datanetOf, commons, batchId: factId(event), origin: originOf(event) };
  const rows: ReceiptRows[] = [];
  const isSuspect = await mayBeKnown(store, decoded);
  for (const [index, settled] of decoded.receipts.entries()) {
    const { receiptId } = settled;
    const terms = offerings.get(settled.receipt.offeringId);
    if (terms === undefined) continue;
    if (isSuspect && (await store.find(receipt, receiptId)) !== null) {
      await reportTwice(store, event, { what: "receipt", id: receiptId });
      continue;
    }
    try {
      await checkFee(store, event, settled, terms.offering);
      const rowKey = rowKeyOf(shared.origin, index);
      rows.push(settleReceipt(settled, { ...shared, rowKey, entries: terms.entries, dayId: (id) => accountDayId(id, event) }));
    } catch (error) {
      if (!(error instanceof BaseError)) throw error;
      await report(store, event, { kind: "SplitMismatch", subject: `receipt ${receiptId}`, expected: "a split", actual: error.message });
    }
  }
  return { rows, earnings };
};

/** Whether the recomputed split sums to what the event says, in all and to the commons account. */
const checkSums = async (store: Store, event: FoldEvent<BatchSettled>, rows: readonly ReceiptRows[]): Promise<boolean> => {
  const paid = rows.reduce((sum, { payouts }) => payouts.reduce((part, { amount }) => part + amount, sum), 0n);
  const toCommons = rows.reduce((sum, row) => sum + row.receipt.unattributedAmount + row.receipt.voidedAmount, 0n);
  const { feeTotal, commons } = event.args;
  if (paid !== feeTotal) await report(store, event, { kind: "SplitMismatch", subject: "batch", expected: paid, actual: feeTotal });
  if (toCommons !== commons) {
    await report(store, event, { kind: "CommonsMismatch", subject: "batch", expected: toCommons, actual: commons });
  }
  return paid === feeTotal && toCommons === commons;
};

const earnedOf = (rows: readonly ReceiptRows[]): Amounts =>
  addAmounts(
    new Map(),
    rows.flatMap(({ payouts }) => payouts.map(({ accountId, amount }) => [accountId, amount] as const)),
  );

/**
 * A settled batch: decodes the packed bytes, recomputes ids, root and split, writes who earned what for which answer, and compares
 * every sum with what the contracts said. Whatever differs is an anomaly; what could be computed is written all the same.
 */
export const batchSettled: Reducer<BatchSettled> = async (store, event, chain) => {
  const { args } = event;
  const decoded = safeDecodeBatch(args.batch);
  const commons = await chain.commonsAccount(event);
  if (!decoded.ok) {
    const actual = decoded.error.message;
    await report(store, event, { kind: "Undecodable", subject: "batch", expected: "docs/formats/batch.md", actual });
  }
  const isDecoded = decoded.ok && (await checkSummary(store, event, decoded.batch));
  const { rows, earnings } = decoded.ok
    ? await settleReceipts(store, event, decoded.batch, commons)
    : { rows: [], earnings: new Map<bigint, never>() };
  const isSplitExact = await checkSums(store, event, rows);

  // Before the receipts: should one of the next steps refuse a value, they are looked for when they come again.
  if (decoded.ok) {
    const feeTotal = rows.reduce((sum, row) => sum + row.receipt.fee, 0n);
    await markSettled(store, event, decoded.batch, { receiptCount: rows.length, feeTotal });
  }
  await store.insert(batch, {
    id: factId(event),
    gatewayId: args.gateway,
    epoch: BigInt(args.epoch),
    firstSequence: BigInt(args.firstSequence),
    receiptCount: args.receiptCount,
    legCount: args.legCount,
    feeTotal: args.feeTotal,
    commons: args.commons,
    root: args.root,
    isDecoded,
    isSplitExact,
    // A batch without fees credits nobody; any other waits for its WordsCredited.
    isCreditExact: args.feeTotal === 0n,
    key: args.key,
    receiptKeyId: receiptKeyIdOf(args.gateway, args.key),
    actor: args.actor,
    blockHash: event.block.hash,
    ...originOf(event),
  });
  await store.insert(
    receipt,
    rows.map((row) => row.receipt),
  );
  await store.insert(
    leg,
    rows.flatMap((row) => row.legs),
  );
  await store.insert(
    payout,
    rows.flatMap((row) => row.payouts),
  );
  await rollUp(store, event, { receipts: rows, earnings, key: args.key });
  if (args.feeTotal > 0n) await matchHalves(store, event, { isSplit: true, batchId: factId(event), amounts: earnedOf(rows) });
};
