import { Hono } from "hono";

import { TooManyAsks } from "../ask-limit.ts";
import type { Database } from "../database.ts";
import { epochReads, type EpochSources } from "../epochs/epoch-reads.ts";
import { epochReceiptExplainer } from "../epochs/explain-epoch-receipt.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";
import { evidenceRoute } from "./evidence-route.ts";
import { explainAccountRoute } from "./explain-account-route.ts";
import { explainContributionRoute } from "./explain-contribution-route.ts";
import { explainEpochRoute } from "./explain-epoch-route.ts";
import { explainReceiptRoute } from "./explain-receipt-route.ts";
import { proofRoute } from "../proof/proof-route.ts";
import { lineageRoute } from "./lineage-route.ts";
import { OPENAPI } from "./openapi.ts";
import { spendRoute } from "./spend-route.ts";
import { statsRoute } from "./stats-route.ts";
import { whyRoute } from "./why-route.ts";

/** Every REST route; `openapi.ts` describes each. */
export const restApp = (db: Database, reads: ExtensionReads, sources: EpochSources = {}) => {
  const epochs = epochReads(db, sources);
  const explain = epochReceiptExplainer(db, epochs.splitReceipt, reads);
  const { findPlace, readReceipt: readEpochReceipt } = epochs;
  const { chain } = sources;
  return new Hono()
    .get("/", async (c) =>
      answer(c, {
        graphql: "/graphql",
        openapi: "/openapi.json",
        why: "/why/{account}",
        evidence: "/evidence/{receiptId}",
        spend: "/spend",
        proof: "/proof/{receipt|leg|contribution|account}/{id}",
        block: await reads.indexedBlock(),
      }),
    )
    .get("/openapi.json", (c) => c.json(OPENAPI))
    .route("/", whyRoute(db, reads))
    .route("/", evidenceRoute(reads, epochs.findSource))
    .route("/", explainReceiptRoute(db, reads, { findPlace, explain }))
    .route("/", explainEpochRoute(db, reads, epochs.readReceiptsFor))
    .route("/", explainAccountRoute(db, reads))
    .route("/", explainContributionRoute(db, reads))
    .route("/", lineageRoute(db, reads))
    .route("/", statsRoute(db, reads))
    .route("/", spendRoute(db, reads))
    .route("/", proofRoute(db, reads, { chain, readEpochReceipt, findPlace }))
    .onError((error, c) => {
      if (error instanceof TooManyAsks) return refuse(c, 503, error.message);
      throw error;
    });
};
