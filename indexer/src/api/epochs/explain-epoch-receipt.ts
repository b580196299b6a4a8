import type { Hex } from "viem";

import type { epoch } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { withPriors } from "../priors/with-priors.ts";
import { tellReceipt } from "../rest/tell-receipt.ts";
import type { EpochPlace } from "./epoch-receipt.ts";
import { itemsOf } from "./epoch-rows.ts";
import type { epochReceiptSplitter } from "./split-epoch-receipt.ts";

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

/** Explains a receipt of an epoch as one of the direct rail is. */
export const epochReceiptExplainer =
  (
    db: Database,
    splitReceipt: ReturnType<typeof epochReceiptSplitter>,
    { evidenceOf, readPriors }: Pick<ExtensionReads, "evidenceOf" | "readPriors">,
  ) =>
  async (id: Hex, place: EpochPlace) => {
    const shown = await splitReceipt(id, place);
    if ("problem" in shown) return shown;
    const { epoch: of, names } = shown;
    const ids = shown.legs.map(({ contributionId }) => contributionId);
    const [items, found] = await Promise.all([itemsOf(db, ids), evidenceOf(id, shown.source)]);
    const evidence = found && (await withPriors(found, shown.receipt, readPriors));
    const legs = shown.legs.map((leg) => {
      const item = items.get(leg.contributionId) ?? null;
      return {
        leg: { ...leg, datanetId: item?.datanetId ?? null },
        item,
        datanetName: item?.datanetName ?? null,
        termsLicence: item?.termsLicence ?? null,
      };
    });
    return {
      ...tellReceipt({ ...names, receipt: shown.receipt, payouts: shown.payouts, legs, evidence }),
      transaction: of.transactionHash,
      epoch: tellEpoch(of),
    };
  };
