import { Hono } from "hono";
import { asc, eq, sql } from "ponder";

import { contribution, datanet, gateway, leg, offering, payout, receipt, termsVersion } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";
import { parseReceiptId, ppm } from "./parse.ts";

const prepareReads = (db: Database) => {
  const id = sql.placeholder("id");
  const { uri, licence, status, reason } = contribution;
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
      .select({ leg, item: { uri, licence, status, reason }, datanetName: datanet.name, termsLicence: termsVersion.licence })
      .from(leg)
      .leftJoin(contribution, eq(contribution.id, leg.contributionId))
      .leftJoin(datanet, eq(datanet.id, leg.datanetId))
      .leftJoin(termsVersion, eq(termsVersion.id, contribution.termsId))
      .where(eq(leg.receiptId, id))
      .orderBy(asc(leg.position))
      .prepare("openledger_receipt_legs"),
  };
};

/** `GET /explain/receipt/:id`: who was paid for an answer, for which words of which contribution, under which licence and verdict. */
export const explainReceiptRoute = (db: Database, { evidenceOf, indexedBlock }: ExtensionReads) => {
  let prepared: ReturnType<typeof prepareReads> | undefined;
  return new Hono().get("/explain/receipt/:id", async (c) => {
    const id = parseReceiptId(c.req.param("id"));
    if (id === null) return refuse(c, 400, "The receipt id must be 0x and 64 hexadecimal digits.");
    const block = await indexedBlock();
    prepared ??= prepareReads(db);
    const [row] = await prepared.receipt.execute({ id });
    if (row === undefined) return refuse(c, 404, `There is no settled receipt ${id} up to block ${block?.number ?? 0}.`);
    const [payouts, legs, evidence] = await Promise.all([prepared.payouts.execute({ id }), prepared.legs.execute({ id }), evidenceOf(id)]);
    const paid = payouts.reduce((sum, { amount }) => sum + amount, 0n);
    return answer(c, {
      receipt: { ...row.receipt, gatewayName: row.gatewayName, label: row.label },
      payouts: payouts.map(({ accountId, role, amount, legCount }) => ({ account: accountId, role, amount, legCount })),
      isSumExact: paid === row.receipt.fee,
      unattributed: {
        amount: row.receipt.unattributedAmount,
        sharePpm: ppm(row.receipt.weightTotal - row.receipt.weightAttributed, row.receipt.weightTotal),
      },
      because: legs.map(({ leg: part, item, datanetName, termsLicence }) => ({
        contribution: part.contributionId,
        account: part.accountId,
        amount: part.amount,
        weight: part.weight,
        sharePpm: ppm(BigInt(part.weight), row.receipt.weightTotal),
        class: part.class,
        isVoided: part.isVoided,
        datanet: part.datanetId,
        datanetName,
        uri: item?.uri ?? null,
        licence: item?.licence ?? null,
        termsLicence,
        status: item?.status ?? null,
        reason: item?.reason ?? null,
        spans: (evidence?.spans ?? []).filter((span) => span.contributionId === part.contributionId && span.class === part.class),
      })),
      evidence: { status: evidence?.status ?? "missing", problem: evidence?.problem ?? null },
      transaction: row.receipt.transactionHash,
      block,
    });
  });
};
