import { Hono } from "hono";

import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer } from "./errors.ts";
import { evidenceRoute } from "./evidence-route.ts";
import { explainAccountRoute } from "./explain-account-route.ts";
import { explainContributionRoute } from "./explain-contribution-route.ts";
import { explainReceiptRoute } from "./explain-receipt-route.ts";
import type { ReadObject } from "../proof/fetch-object.ts";
import { proofRoute, type ChainReads } from "../proof/proof-route.ts";
import { lineageRoute } from "./lineage-route.ts";
import { OPENAPI } from "./openapi.ts";
import { spendRoute } from "./spend-route.ts";
import { statsRoute } from "./stats-route.ts";
import { whyRoute } from "./why-route.ts";

/** Every REST route; `openapi.ts` describes each. */
export const restApp = (db: Database, reads: ExtensionReads, chain?: ChainReads, readObject?: ReadObject) =>
  new Hono()
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
    .route("/", evidenceRoute(reads))
    .route("/", explainReceiptRoute(db, reads))
    .route("/", explainAccountRoute(db, reads))
    .route("/", explainContributionRoute(db, reads))
    .route("/", lineageRoute(db, reads))
    .route("/", statsRoute(db, reads))
    .route("/", spendRoute(db, reads))
    .route("/", proofRoute(db, reads, chain, readObject));
