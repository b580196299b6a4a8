import { Hono } from "hono";
import type { Hex } from "viem";

import { TooManyAsks } from "../ask-limit.ts";
import type { Database } from "../database.ts";
import { epochReceiptReader, type EpochPlace } from "../epochs/epoch-receipt.ts";
import { epochReceiptExplainer } from "../epochs/explain-epoch-receipt.ts";
import { objectReader, type ReadObject } from "../epochs/fetch-object.ts";
import { partReader } from "../epochs/shown-on-chain.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";
import { evidenceRoute } from "./evidence-route.ts";
import { explainAccountRoute } from "./explain-account-route.ts";
import { explainContributionRoute } from "./explain-contribution-route.ts";
import { explainEpochRoute } from "./explain-epoch-route.ts";
import { explainReceiptRoute } from "./explain-receipt-route.ts";
import { proofRoute, type ChainReads } from "../proof/proof-route.ts";
import { lineageRoute } from "./lineage-route.ts";
import { OPENAPI } from "./openapi.ts";
import { spendRoute } from "./spend-route.ts";
import { statsRoute } from "./stats-route.ts";
import { whyRoute } from "./why-route.ts";

/** What the routes ask besides the tables. */
export interface RestSources {
  readonly chain?: ChainReads | undefined;
  /** Parts of epochs that gateways publish. */
  readonly readObject?: ReadObject;
  /** Where a receipt stands that is in no table. */
  readonly findPlace?: (id: Hex) => Promise<EpochPlace | null>;
}

/** Every REST route; `openapi.ts` describes each. */
export const restApp = (db: Database, reads: ExtensionReads, sources: RestSources = {}) => {
  const { chain, readObject = objectReader([]), findPlace = async () => null } = sources;
  const read = partReader(db, readObject, chain);
  const readEpochReceipt = epochReceiptReader(db, read);
  const commons = async () => {
    if (chain === undefined) throw new Error("the commons account is read from the chain");
    return chain.commonsAccount();
  };
  const { givenEvidenceOf } = reads;
  const explain = epochReceiptExplainer({ db, read: readEpochReceipt, commons, givenEvidenceOf });
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
    .route("/", evidenceRoute(reads))
    .route("/", explainReceiptRoute(db, reads, { findPlace, explain }))
    .route("/", explainEpochRoute(db, reads, read, commons))
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
