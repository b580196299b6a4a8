import { BaseError } from "@openledger/sdk";
import { Hono } from "hono";
import { and, eq, sum } from "ponder";
import type { Hex } from "viem";

import { claimedWord, epochPayout, pushedSubtree } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import { findEpoch, nameOfEpoch, readBodies } from "../epochs/epoch-receipt.ts";
import { epochRows } from "../epochs/epoch-rows.ts";
import { tellEpoch } from "../epochs/explain-epoch-receipt.ts";
import { openChunk, type OpenedChunk } from "../epochs/open-epoch.ts";
import type { ReadPart } from "../epochs/shown-on-chain.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";
import { parseNumber, parseWhole } from "./parse.ts";

/** Chunks read for one answer: at most so many times 100,000 bytes. */
const CHUNKS_A_PAGE = 8;

/** A receipt that cannot be split, because nobody published what it names. */
class UnknownOffering extends Error {
  override readonly name = "UnknownOffering";
  constructor(receiptId: Hex, offeringId: number) {
    super(`Receipt ${receiptId} names offering ${offeringId}, which nobody published.`);
  }
}

/** `GET /explain/epoch/:gateway/:number?account&from`: where an epoch stands, and for which of its receipts it pays an account, chunk by chunk. */
export const explainEpochRoute = (
  db: Database,
  { indexedBlock }: Pick<ExtensionReads, "indexedBlock">,
  read: ReadPart,
  commons: () => Promise<number>,
) => {
  const receiptsFor = async (account: number, of: NonNullable<Awaited<ReturnType<typeof findEpoch>>>, chunk: OpenedChunk) => {
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
      const parts = mine.map(({ role, amount, legCount }) => ({ role, amount, legCount }));
      return [{ receipt: id, sequence, fee, servedAt, offering: offeringId, payer: payerId, payouts: parts, contributions }];
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

  return new Hono().get("/explain/epoch/:gateway/:number", async (c) => {
    const [gateway, epoch] = [parseNumber(c.req.param("gateway")), parseWhole(c.req.param("number"), 2 ** 32 - 1)];
    if (gateway === null || epoch === null)
      return refuse(c, 400, "An epoch is named by its gateway, from 1, and its number, from 0: /explain/epoch/1/0.");
    const [accountText, fromText] = [c.req.query("account"), c.req.query("from") ?? "0"];
    const account = accountText === undefined ? undefined : parseNumber(accountText);
    const from = parseWhole(fromText, 2 ** 40 - 1);
    if (account === null || from === null)
      return refuse(c, 400, "account must be a number from 1, and from a sequence from 0: ?account=7&from=0.");

    const block = await indexedBlock();
    const place = { gateway, epoch };
    const of = await findEpoch(db, place);
    if (of === undefined) return refuse(c, 404, `There is no ${nameOfEpoch(place)} up to block ${block?.number ?? 0}.`);
    const { receiptCount, legCount, feeTotal, creditCount, debitCount, held, restored, transactionHash: transaction } = of.epoch;
    const told = {
      epoch: { ...tellEpoch(of.epoch), receiptCount, legCount, feeTotal, creditCount, debitCount, held, restored },
      transaction,
    };
    if (account === undefined) return answer(c, { ...told, paid: null, receipts: null, next: null, block });
    if (BigInt(from) >= receiptCount)
      return refuse(c, 404, `The ${nameOfEpoch(place)} has ${receiptCount} receipts; sequences start at 0.`);

    const receipts: Awaited<ReturnType<typeof receiptsFor>> = [];
    let next: number | null = from;
    try {
      for (let chunks = 0; chunks < CHUNKS_A_PAGE && next !== null; chunks++) {
        const chunk: Awaited<ReturnType<typeof openChunk>> = await openChunk(of.epoch.record, next, readBodies(of, read));
        if ("problem" in chunk)
          return refuse(c, chunk.isFalse ? 409 : 404, `The receipts of ${nameOfEpoch(place)} cannot be told here: ${chunk.problem}.`);
        receipts.push(...(await receiptsFor(account, of, chunk)).filter(({ sequence }) => sequence >= BigInt(from)));
        const end: number = chunk.firstSequence + chunk.ids.length;
        next = BigInt(end) < receiptCount ? end : null;
      }
    } catch (error) {
      if (error instanceof UnknownOffering) return refuse(c, 409, error.message);
      if (!(error instanceof BaseError)) throw error;
      return refuse(c, 409, `A receipt of ${nameOfEpoch(place)} cannot be split, so the epoch is a lie: ${error.message}`);
    }
    return answer(c, { ...told, paid: await paidBy(account, of.epoch.id), receipts, next, block });
  });
};
