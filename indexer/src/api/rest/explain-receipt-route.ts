import { Hono } from "hono";
import { asc, eq, sql } from "ponder";
import type { Hex } from "viem";

import { contribution, datanet, gateway, leg, offering, payout, receipt, termsVersion } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import { parsePlace, type EpochPlace } from "../epochs/epoch-receipt.ts";
import type { epochReceiptExplainer } from "../epochs/explain-epoch-receipt.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { withPriors } from "../priors/with-priors.ts";
import { answer, refuse, unknownReceipt } from "./errors.ts";
import { parseReceiptId } from "./parse.ts";
import { tellReceipt } from "./tell-receipt.ts";

const prepareReads = (db: Database) => {
  const id = sql.placeholder("id");
  const { uri, licence, status, reason, timestamp } = contribution;
  return {
    receipt: db
      .select({ receipt, gatewayName: gateway.name, label: offering.label })
      .from(receipt)
      .leftJoin(gateway, eq(gateway.id, receipt.gatewayId))
      .leftJoin(offering, eq(offering.id, receipt.offeringId))
      .where(eq(receipt.id, id))
      .limit(1)
      .prepare("openledger_receipt"),
    payouts: db
      .select({ accountId: payout.accountId, role: payout.role, amount: payout.amount, legCount: payout.legCount })
      .from(payout)
      .where(eq(payout.receiptId, id))
      .orderBy(asc(payout.id))
      .prepare("openledger_receipt_payouts"),
    legs: db
      .select({ leg, item: { uri, licence, status, reason, timestamp }, datanetName: datanet.name, termsLicence: termsVersion.licence })
      .from(leg)
      .leftJoin(contribution, eq(contribution.id, leg.contributionId))
      .leftJoin(datanet, eq(datanet.id, leg.datanetId))
      .leftJoin(termsVersion, eq(termsVersion.id, contribution.termsId))
      .where(eq(leg.receiptId, id))
      .orderBy(asc(leg.position))
      .prepare("openledger_receipt_legs"),
  };
};

/** What explains receipts of epochs. */
export interface EpochReceipts {
  readonly findPlace: (id: Hex) => Promise<EpochPlace | null>;
  readonly explain: ReturnType<typeof epochReceiptExplainer>;
}

/** `GET /explain/receipt/:id?gateway&epoch&sequence`: who was paid for an answer, for which words of which contribution, under which licence and verdict. */
export const explainReceiptRoute = (db: Database, { evidenceOf, indexedBlock, readPriors }: ExtensionReads, epochs: EpochReceipts) => {
  let prepared: ReturnType<typeof prepareReads> | undefined;
  return new Hono().get("/explain/receipt/:id", async (c) => {
    const id = parseReceiptId(c.req.param("id"));
    if (id === null) return refuse(c, 400, "The receipt id must be 0x and 64 hexadecimal digits.");
    const asked = parsePlace(c);
    if (typeof asked === "string") return refuse(c, 400, asked);
    const block = await indexedBlock();
    prepared ??= prepareReads(db);
    const [row] = await prepared.receipt.execute({ id });
    if (row === undefined) {
      const place = asked ?? (await epochs.findPlace(id));
      if (place === null) return refuse(c, 404, unknownReceipt(id, block?.number));
      const told = await epochs.explain(id, place);
      return "problem" in told ? refuse(c, told.status, told.problem) : answer(c, { ...told, block });
    }
    const [payouts, legs, found] = await Promise.all([prepared.payouts.execute({ id }), prepared.legs.execute({ id }), evidenceOf(id)]);
    const evidence = found && (await withPriors(found, row.receipt, readPriors));
    return answer(c, { ...tellReceipt({ ...row, payouts, legs, evidence }), transaction: row.receipt.transactionHash, epoch: null, block });
  });
};
