import { BaseError } from "@openledger/sdk";
import { and, eq, sum } from "ponder";
import type { Hex } from "viem";

import { claimedWord, epochPayout, pushedSubtree } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import { nameOfEpoch, readBodies, type findEpoch, type NotShown } from "./epoch-receipt.ts";
import { epochRows } from "./epoch-rows.ts";
import { openChunk, type OpenedChunk } from "./open-epoch.ts";
import type { ReadPart } from "./shown-on-chain.ts";

/** Chunks read for one answer: at most so many times 100,000 bytes. */
const CHUNKS_A_PAGE = 8;

type FoundEpoch = NonNullable<Awaited<ReturnType<typeof findEpoch>>>;

/** A receipt that cannot be split, because nobody published what it names. */
class UnknownOffering extends Error {
  override readonly name = "UnknownOffering";
  constructor(receiptId: Hex, offeringId: number) {
    super(`Receipt ${receiptId} names offering ${offeringId}, which nobody published.`);
  }
}

/** Reads for which of its receipts an epoch pays an account, some chunks from a sequence on, and what of it is credited so far. */
export const receiptsForReader = (db: Database, read: ReadPart, commons: () => Promise<number>) => {
  const receiptsIn = async (chunk: OpenedChunk, of: FoundEpoch, account: number) => {
    const settled = chunk.receipts.map((one, index) => ({ ...one, receiptId: chunk.ids[index]! }));
    const rows = await epochRows(db, settled, { of: of.epoch, commons: await commons() });
    const unknown = rows.indexOf(null);
    // Left out, its part would be missing from a sum that looks whole.
    if (unknown !== -1) throw new UnknownOffering(settled[unknown]!.receiptId, settled[unknown]!.receipt.offeringId);
    return rows.flatMap((row) => {
      const mine = row!.payouts.filter((part) => part.accountId === account);
      if (mine.length === 0) return [];
      const { id, sequence, fee, servedAt, offeringId, payerId } = row!.receipt;
      const contributions = row!.legs.flatMap((leg) => (leg.accountId === account ? [leg.contributionId] : []));
      const payouts = mine.map(({ role, amount, legCount }) => ({ role, amount, legCount }));
      return [{ receiptId: id, sequence, fee, servedAt, offeringId, payerId, payouts, contributionIds: contributions }];
    });
  };

  /** What pushes and claims of the epoch credited to the account so far. */
  const paidBy = async (account: number, epochId: Hex): Promise<bigint> => {
    const parts = await Promise.all(
      [pushedSubtree, claimedWord].map((source) =>
        db
          .select({ amount: sum(epochPayout.amount) })
          .from(epochPayout)
          .innerJoin(source, eq(source.id, epochPayout.sourceId))
          .where(and(eq(epochPayout.accountId, account), eq(source.epochId, epochId))),
      ),
    );
    return parts.reduce((total, [row]) => total + BigInt(row?.amount ?? 0), 0n);
  };

  return async (of: FoundEpoch, { account, from }: { readonly account: number; readonly from: number }) => {
    const { record, receiptCount, id, gatewayId, number } = of.epoch;
    const name = nameOfEpoch({ gateway: gatewayId, epoch: Number(number) });
    const refused = (status: NotShown["status"], problem: string): NotShown => ({ status, problem });
    if (BigInt(from) >= receiptCount) return refused(404, `The ${name} has ${receiptCount} receipts; sequences start at 0.`);
    const items: Awaited<ReturnType<typeof receiptsIn>> = [];
    let next: number | null = from;
    try {
      for (let chunks = 0; chunks < CHUNKS_A_PAGE && next !== null; chunks++) {
        const chunk: Awaited<ReturnType<typeof openChunk>> = await openChunk(record, next, readBodies(of, read));
        if ("problem" in chunk) return refused(chunk.isFalse ? 409 : 404, `The receipts of ${name} cannot be told here: ${chunk.problem}.`);
        items.push(...(await receiptsIn(chunk, of, account)).filter(({ sequence }) => sequence >= BigInt(from)));
        const end: number = chunk.firstSequence + chunk.ids.length;
        next = BigInt(end) < receiptCount ? end : null;
      }
    } catch (error) {
      if (error instanceof UnknownOffering) return refused(409, error.message);
      if (!(error instanceof BaseError)) throw error;
      return refused(409, `A receipt of ${name} cannot be split, so the epoch is a lie: ${error.message}`);
    }
    return { paid: await paidBy(account, id), items, next };
  };
};
