import { BaseError, decodeReceipt } from "@openledger/sdk";
import type { Hex } from "viem";

import type { epoch } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { tellReceipt } from "../rest/tell-receipt.ts";
import type { EpochPlace, EpochReceipt, NotShown } from "./epoch-receipt.ts";
import { epochRows, itemsOf, namesOf } from "./epoch-rows.ts";

/** What an explanation says of the epoch that a receipt stands in. Nobody was paid by one that is void, and not yet by one that is not final. */
export const tellEpoch = (row: typeof epoch.$inferSelect) => ({
  id: row.id,
  gateway: row.gatewayId,
  number: row.number,
  state: row.state,
  committedAt: row.committedAt,
  challengeBefore: row.challengeBefore,
  finalisedAt: row.finalisedAt,
  voidedAt: row.voidedAt,
});

interface Parts {
  readonly db: Database;
  readonly read: (id: Hex, place: EpochPlace) => Promise<EpochReceipt | NotShown>;
  readonly commons: () => Promise<number>;
  readonly givenEvidenceOf: ExtensionReads["givenEvidenceOf"];
}

/** Explains a receipt of an epoch as one of the direct rail is: from the bytes that its gateway publishes, checked against the chain, split here. */
export const epochReceiptExplainer =
  ({ db, read, commons, givenEvidenceOf }: Parts) =>
  async (id: Hex, place: EpochPlace) => {
    const shown = await read(id, place);
    if ("problem" in shown) return shown;
    const { legs, epoch: of, endpoint } = shown;
    const receipt = decodeReceipt(shown.packed);
    const [names, items, account] = await Promise.all([
      namesOf(db, receipt),
      itemsOf(
        db,
        legs.map(({ contributionId }) => contributionId),
      ),
      commons(),
    ]);
    try {
      const [rows] = await epochRows(db, [{ receipt, legs, receiptId: id }], { of, commons: account });
      if (rows == null)
        return { status: 409 as const, problem: `Receipt ${id} names offering ${receipt.offeringId}, which nobody published.` };
      const facts = { contextRoot: receipt.contextRoot, methodId: names.methodId, legs };
      const evidence = (await givenEvidenceOf?.(id, { endpoint, facts })) ?? null;
      const told = rows.legs.map((leg) => {
        const item = items.get(leg.contributionId) ?? null;
        return {
          leg: { ...leg, isVoided: false, datanetId: item?.datanetId ?? null },
          item,
          datanetName: item?.datanetName ?? null,
          termsLicence: item?.termsLicence ?? null,
        };
      });
      return {
        ...tellReceipt({ ...names, receipt: rows.receipt, payouts: rows.payouts, legs: told, evidence }),
        transaction: of.transactionHash,
        epoch: tellEpoch(of),
      };
    } catch (error) {
      if (!(error instanceof BaseError)) throw error;
      return { status: 409 as const, problem: `Receipt ${id} cannot be split, so its epoch is a lie: ${error.message}` };
    }
  };
