import { asc, eq, inArray } from "ponder";

import { gateway, leg, offering, receipt, snapshot } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { EvidenceReads } from "./evidence-of.ts";

const CLASSES = { Proven: "proven", Recomputable: "recomputable", Judged: "judged" } as const;

/** Reads what evidence is checked against from the tables. */
export const evidenceReads = (db: Database): EvidenceReads => ({
  receipt: async (id) => {
    const [row] = await db
      .select({ contextRoot: receipt.contextRoot, endpoint: gateway.endpoint, methodId: offering.methodId })
      .from(receipt)
      .leftJoin(gateway, eq(gateway.id, receipt.gatewayId))
      .leftJoin(offering, eq(offering.id, receipt.offeringId))
      .where(eq(receipt.id, id))
      .limit(1);
    if (row === undefined) return null;
    const legs = await db
      .select({ contributionId: leg.contributionId, class: leg.class, weight: leg.weight, amount: leg.amount })
      .from(leg)
      .where(eq(leg.receiptId, id))
      .orderBy(asc(leg.position));
    // A class None never gets through the sdk's decoder.
    const known = legs.flatMap((part) => (part.class === "None" ? [] : [{ ...part, class: CLASSES[part.class] }]));
    return { endpoint: row.endpoint, facts: { contextRoot: row.contextRoot, methodId: row.methodId, legs: known } };
  },
  itemRoots: async (ids) => {
    if (ids.length === 0) return new Map();
    const rows = await db
      .select({ id: snapshot.id, itemRoot: snapshot.itemRoot })
      .from(snapshot)
      .where(inArray(snapshot.id, [...ids]));
    return new Map(rows.map((row) => [row.id, row.itemRoot]));
  },
});
