import { encodeReceipt, receiptId, type Leg, type Receipt } from "@openledger/sdk";
import { and, asc, desc, eq, gte, lt, lte, or } from "ponder";
import type { Hex } from "viem";

import { batch, contribution, leg, receipt, snapshot, verdict } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";

const CLASSES = { Proven: "proven", Recomputable: "recomputable", Judged: "judged" } as const;
const LANES: Readonly<Record<number, Receipt["lane"]>> = { 1: "direct", 2: "epoch" };

/** A receipt as its gateway packed it; null if the stored fields do not give its id. */
const packReceipt = (row: typeof receipt.$inferSelect): Hex | null => {
  const lane = LANES[row.lane];
  if (lane === undefined) return null;
  const { gatewayId, payerId: payerAccount, offeringId, promptTokens, completionTokens, fee, legCount, legsRoot, contextRoot } = row;
  const numbers = {
    epoch: Number(row.epoch),
    sequence: Number(row.sequence),
    servedAt: Number(row.servedAt),
    weightTotal: Number(row.weightTotal),
  };
  const fields: Receipt = {
    lane,
    gatewayId,
    payerAccount,
    offeringId,
    promptTokens,
    completionTokens,
    fee,
    legCount,
    legsRoot,
    contextRoot,
    ...numbers,
  };
  return receiptId(fields) === row.id ? encodeReceipt(fields) : null;
};

/** A receipt with its bytes; null if it is not known. */
export const readPacked = async (db: Database, id: Hex) => {
  const [row] = await db.select().from(receipt).where(eq(receipt.id, id)).limit(1);
  return row === undefined ? null : { row, packed: packReceipt(row) };
};

/** The batch of a receipt and the ids in it, in order of sequence. */
export const readBatch = async (db: Database, batchId: string) => {
  const [[row], members] = await Promise.all([
    db.select().from(batch).where(eq(batch.id, batchId)).limit(1),
    db.select({ id: receipt.id }).from(receipt).where(eq(receipt.batchId, batchId)).orderBy(asc(receipt.sequence)),
  ]);
  return row === undefined ? null : { row, ids: members.map(({ id }) => id) };
};

/** The legs of a receipt in order, as they are packed. */
export const readLegs = async (db: Database, id: Hex) => {
  const rows = await db.select().from(leg).where(eq(leg.receiptId, id)).orderBy(asc(leg.position));
  const legs = rows.map(({ contributionId, weight, class: kind }): Leg | null =>
    kind === "None" ? null : { contributionId, weight, class: CLASSES[kind] },
  );
  return { rows, legs: legs.filter((part) => part !== null) };
};

/** The latest snapshot published after an item was accepted, while it still was. */
export const readSnapshotOf = async (db: Database, item: typeof contribution.$inferSelect) => {
  if (item.judgedAt === null) return null;
  const [row] = await db
    .select()
    .from(snapshot)
    .where(
      and(
        eq(snapshot.datanetId, item.datanetId),
        gte(snapshot.timestamp, item.judgedAt),
        item.withdrawnAt === null ? undefined : lte(snapshot.timestamp, item.withdrawnAt),
      ),
    )
    .orderBy(desc(snapshot.number))
    .limit(1);
  return row ?? null;
};

/** The items that were accepted when a snapshot was published, by every verdict up to its log; none above `most`. */
export const readSnapshotItems = async (db: Database, { datanetId, blockNumber, logIndex }: typeof snapshot.$inferSelect, most: number) => {
  const rows = await db
    .select({ id: contribution.id, contentRoot: contribution.contentRoot, status: verdict.status, noveltyPpm: verdict.noveltyPpm })
    .from(verdict)
    .innerJoin(contribution, eq(contribution.id, verdict.contributionId))
    .where(
      and(
        eq(contribution.datanetId, datanetId),
        or(lt(verdict.blockNumber, blockNumber), and(eq(verdict.blockNumber, blockNumber), lt(verdict.logIndex, logIndex))),
      ),
    )
    .orderBy(asc(verdict.blockNumber), asc(verdict.logIndex))
    .limit(most * 2 + 1);
  if (rows.length > most * 2) return null;
  const accepted = new Map<bigint, { contributionId: bigint; contentRoot: Hex; noveltyPpm: number }>();
  for (const { id, contentRoot, status, noveltyPpm } of rows) {
    if (status === "Accepted") accepted.set(id, { contributionId: id, contentRoot, noveltyPpm: Number(noveltyPpm) });
    else accepted.delete(id);
  }
  return [...accepted.values()];
};
