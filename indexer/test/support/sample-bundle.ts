import { contextRoot, evidenceRoot, recordsRoot, requestHash, retrievedRoot, type Evidence } from "@openledger/sdk";

import { hashOf } from "./fold.ts";

export const ITEM_ROOT = hashOf("items");
const RECORDS: Evidence[] = [
  { class: "proven", contributionId: 7n, outputStart: 0, outputLength: 4, itemStart: 10, itemLength: 4, documents: 1, credit: 10n },
];
const RETRIEVED = [7n, 9n];
const OUTPUT_TOKENS_ROOT = hashOf("output tokens");
const CONTEXT = {
  requestHash: requestHash("chatcmpl-1"),
  promptRoot: hashOf("prompt"),
  outputRoot: hashOf("output"),
  methodId: hashOf("method"),
  snapshotRoot: ITEM_ROOT,
  evidenceRoot: evidenceRoot({
    recordsRoot: recordsRoot(RECORDS),
    outputTokensRoot: OUTPUT_TOKENS_ROOT,
    retrievedRoot: retrievedRoot(RETRIEVED),
  }),
};

/** What the chain says of the receipt of {@link bundleOf}. */
export const FACTS = {
  contextRoot: contextRoot(CONTEXT),
  methodId: CONTEXT.methodId,
  legs: [{ contributionId: 7n, class: "proven" as const, weight: 1_000, amount: 100n }],
};

/** A bundle as a gateway serves it, with the words of its one span or without. */
export const bundleOf = (words: string | undefined) => ({
  requestId: "chatcmpl-1",
  ...CONTEXT,
  outputTokensRoot: OUTPUT_TOKENS_ROOT,
  retrieved: RETRIEVED.map(String),
  snapshots: [{ datanet: 1, number: 1, itemRoot: ITEM_ROOT }],
  evidence: RECORDS.map((record) => ({ ...record, contributionId: `${record.contributionId}`, credit: `${record.credit}` })),
  spans: [{ contributionId: "7", outputStart: 0, outputLength: 4, itemStart: 10, documents: 1, ...(words !== undefined && { words }) }],
});
