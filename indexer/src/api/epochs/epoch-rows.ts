import type { Leg, Receipt } from "@openledger/sdk";
import { eq, inArray } from "ponder";
import type { Hex } from "viem";

import type { epoch } from "../../../ponder.schema.ts";
import { contribution, datanet, gateway, offering, termsVersion } from "../../../ponder.schema.ts";
import { settleReceipt, type ReceiptRows } from "../../settlement/settle-receipt.ts";
import type { Database } from "../database.ts";
import { readSplits } from "./read-splits.ts";

type SettledReceipt = { readonly receipt: Receipt; readonly legs: readonly Leg[]; readonly receiptId: Hex };

/**
 * The rows that receipts of an epoch would have on the direct rail. An epoch pays every leg's contribution, so nothing is voided.
 * @returns Null for a receipt whose offering is not known.
 * @throws BaseError of the sdk for a receipt that cannot be split.
 */
export const epochRows = async (
  db: Database,
  settled: readonly SettledReceipt[],
  { of, commons }: { readonly of: typeof epoch.$inferSelect; readonly commons: number },
): Promise<(ReceiptRows | null)[]> => {
  const splits = await readSplits(db, [...new Set(settled.map(({ receipt }) => receipt.offeringId))]);
  const { blockNumber, timestamp, transactionHash, logIndex } = of;
  const origin = { blockNumber, timestamp, transactionHash, logIndex };
  const terms = {
    voided: new Set<bigint>(),
    datanetOf: new Map<bigint, number>(),
    commons,
    batchId: of.id,
    dayId: () => "",
    origin,
  };
  return settled.map((one) => {
    const entries = splits.get(one.receipt.offeringId);
    return entries === undefined ? null : settleReceipt(one, { ...terms, entries, rowKey: one.receiptId });
  });
};

/** Names that an explanation of a receipt has besides its numbers. */
export const namesOf = async (db: Database, { gatewayId, offeringId }: Pick<Receipt, "gatewayId" | "offeringId">) => {
  const [[from], [kind]] = await Promise.all([
    db.select({ name: gateway.name }).from(gateway).where(eq(gateway.id, gatewayId)).limit(1),
    db.select({ label: offering.label, methodId: offering.methodId }).from(offering).where(eq(offering.id, offeringId)).limit(1),
  ]);
  return { gatewayName: from?.name ?? null, label: kind?.label ?? null, methodId: kind?.methodId ?? null };
};

/** What is known of the items that a receipt's legs name. */
export const itemsOf = async (db: Database, ids: readonly bigint[]) => {
  if (ids.length === 0) return new Map<bigint, never>();
  const { id, uri, licence, status, reason, timestamp, datanetId } = contribution;
  const rows = await db
    .select({ id, uri, licence, status, reason, timestamp, datanetId, datanetName: datanet.name, termsLicence: termsVersion.licence })
    .from(contribution)
    .leftJoin(datanet, eq(datanet.id, contribution.datanetId))
    .leftJoin(termsVersion, eq(termsVersion.id, contribution.termsId))
    .where(inArray(contribution.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
};
