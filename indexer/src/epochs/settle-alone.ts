import { decodeLegs, decodeReceipt, legsRoot, type DecodedBatch } from "@openledger/sdk";
import type { Hex } from "viem";

import { leg, payout, receipt } from "../../ponder.schema.ts";
import { accountDayId } from "../accounts/empty-day.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Store } from "../fold/store.ts";
import { checkFee } from "../settlement/check-fee.ts";
import { loadEarnings, loadOfferings } from "../settlement/load-terms.ts";
import { rollUp } from "../settlement/roll-up.ts";
import { rowKeyOf, settleReceipt, type ReceiptRows } from "../settlement/settle-receipt.ts";

type Settled = DecodedBatch["receipts"][number];

/** A receipt with its legs; null unless they have its root. @throws BaseError of the sdk for bytes that are no receipt or no legs. */
export const readSettled = (packed: Hex, packedLegs: Hex, receiptId: Hex): Settled | null => {
  const read = decodeReceipt(packed);
  const legs = decodeLegs(packedLegs);
  const isWhole = legs.length === read.legCount && legsRoot(legs) === read.legsRoot;
  return isWhole ? { receipt: read, legs, receiptId } : null;
};

/** Splits one receipt as the direct rail would, and writes the same rows. Null if its offering is unknown or it was settled before. */
export const settleAlone = async (store: Store, event: FoldEvent, settled: Settled, commons: number): Promise<ReceiptRows | null> => {
  const { receiptId, receipt: read } = settled;
  const one = { receipts: [settled] } as unknown as DecodedBatch;
  const terms = (await loadOfferings(store, event, one)).get(read.offeringId);
  if (terms === undefined) return null;
  if ((await store.find(receipt, receiptId)) !== null) {
    await reportTwice(store, event, { what: "receipt", id: receiptId });
    return null;
  }
  const earnings = await loadEarnings(store, event, one);
  await checkFee(store, event, settled, terms.offering);
  const rows = settleReceipt(settled, {
    entries: terms.entries,
    voided: new Set([...earnings.values()].filter((row) => row.isVoided).map((row) => row.contributionId)),
    datanetOf: new Map([...earnings.values()].map((row) => [row.contributionId, row.datanetId])),
    commons,
    batchId: factId(event),
    rowKey: rowKeyOf(originOf(event), 0),
    origin: originOf(event),
    dayId: (accountId) => accountDayId(accountId, event),
  });
  await store.insert(receipt, rows.receipt);
  await store.insert(leg, rows.legs);
  await store.insert(payout, rows.payouts);
  await rollUp(store, event, { receipts: [rows], earnings, key: null });
  // It is no batch.
  await addToNetwork(store, event, { batchCount: -1 });
  return rows;
};
