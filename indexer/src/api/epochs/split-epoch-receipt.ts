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
  readonly source: EvidenceSource;
}

interface Parts {
  readonly db: Database;
  readonly read: (id: Hex, place: EpochPlace) => Promise<EpochReceipt | NotShown>;
  readonly commons: () => Promise<number>;
}

/** Where the evidence of a receipt of an epoch is served, and what it must agree with. */
export const sourceOf = ({ packed, legs, endpoint }: EpochReceipt, methodId: Hex | null): EvidenceSource => ({
  endpoint,
  facts: { contextRoot: decodeReceipt(packed).contextRoot, methodId, legs },
});

/** Splits a receipt of an epoch, from the bytes that its gateway publishes, checked against the chain. */
export const epochReceiptSplitter =
  ({ db, read, commons }: Parts) =>
  async (id: Hex, place: EpochPlace): Promise<SplitReceipt | NotShown> => {
    const shown = await read(id, place);
    if ("problem" in shown) return shown;
    const { legs, epoch: of } = shown;
    const receipt = decodeReceipt(shown.packed);
    const [names, account] = await Promise.all([namesOf(db, receipt), commons()]);
    try {
      const [rows] = await epochRows(db, [{ receipt, legs, receiptId: id }], { of, commons: account });
      if (rows == null) return { status: 409, problem: `Receipt ${id} names offering ${receipt.offeringId}, which nobody published.` };
      return { ...rows, epoch: of, names, source: sourceOf(shown, names.methodId) };
    } catch (error) {
      if (!(error instanceof BaseError)) throw error;
      return { status: 409, problem: `Receipt ${id} cannot be split, so its epoch is a lie: ${error.message}` };
    }
  };
