import { BaseError, decodeReceipt } from "@openledger/sdk";
import type { Hex } from "viem";

import type { epoch } from "../../../ponder.schema.ts";
import type { ReceiptRows } from "../../settlement/settle-receipt.ts";
import type { Database } from "../database.ts";
import type { EvidenceSource } from "../evidence/evidence-of.ts";
import type { EpochPlace, EpochReceipt, NotShown } from "./epoch-receipt.ts";
import { epochRows, namesOf } from "./epoch-rows.ts";

/** A receipt of an epoch as one of the direct rail is in the tables. */
export interface SplitReceipt extends ReceiptRows {
  readonly epoch: typeof epoch.$inferSelect;
  readonly names: Awaited<ReturnType<typeof namesOf>>;
  /** Where its evidence is served, and what that must agree with. */
  readonly source: EvidenceSource;
}

interface Parts {
  readonly db: Database;
  readonly read: (id: Hex, place: EpochPlace) => Promise<EpochReceipt | NotShown>;
  readonly commons: () => Promise<number>;
}

/** Splits a receipt of an epoch, from the bytes that its gateway publishes, checked against the chain. */
export const epochReceiptSplitter =
  ({ db, read, commons }: Parts) =>
  async (id: Hex, place: EpochPlace): Promise<SplitReceipt | NotShown> => {
    const shown = await read(id, place);
    if ("problem" in shown) return shown;
    const { legs, epoch: of, endpoint } = shown;
    const receipt = decodeReceipt(shown.packed);
    const [names, account] = await Promise.all([namesOf(db, receipt), commons()]);
    try {
      const [rows] = await epochRows(db, [{ receipt, legs, receiptId: id }], { of, commons: account });
      if (rows == null) return { status: 409, problem: `Receipt ${id} names offering ${receipt.offeringId}, which nobody published.` };
      const paid = legs.map((leg, i) => ({ ...leg, amount: rows.legs[i]!.amount }));
      const facts = { contextRoot: receipt.contextRoot, methodId: names.methodId, legs: paid };
      return { ...rows, epoch: of, names, source: { endpoint, facts } };
    } catch (error) {
      if (!(error instanceof BaseError)) throw error;
      return { status: 409, problem: `Receipt ${id} cannot be split, so its epoch is a lie: ${error.message}` };
    }
  };
