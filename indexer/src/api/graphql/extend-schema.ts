import type { GraphQLObjectType, GraphQLSchema } from "graphql";
import type { Hex } from "viem";

import type { EpochReads } from "../epochs/epoch-reads.ts";
import type { Evidence, EvidenceRefusal, EvidenceSource } from "../evidence/evidence-of.ts";
import type { ExplainedSpan } from "../evidence/explain-spans.ts";
import type { Built, Freshness } from "../freshness.ts";
import type { IndexedBlock } from "../indexed-block.ts";
import type { NamedPrior, ReadPriors, ServedReceipt } from "../priors/prior-reader.ts";
import { withPriors } from "../priors/with-priors.ts";
import { batchLists } from "./batch-lists.ts";
import { EPOCH_EXTENSION, resolveEpochFields } from "./epoch-fields.ts";
import { loadGraphQL } from "./ponder-builder.ts";

const EXTENSION = /* GraphQL */ `
  extend type receipt {
    "The spans behind the legs, fetched from the gateway and checked against contextRoot."
    evidence: Evidence!
  }

  extend type model {
    "Whether the data behind it may still be used."
    freshness: Freshness!
  }

  extend type adapter {
    "Whether the data behind it may still be used."
    freshness: Freshness!
  }

  "What has happened to the data behind an asset since it was built, as the contract Freshness has it."
  type Freshness {
    "Flagged until it is retrained: something was lost, or it is behind."
    isStale: Boolean!
    "Items that left the snapshots it and its ancestors were trained on."
    lostItems: Int!
    "An ancestor was retrained after what was built on it."
    isBehind: Boolean!
    "For people."
    words: String!
  }

  extend type Meta {
    "The last folded block; null before the first."
    block: IndexedBlock
  }

  type IndexedBlock {
    number: Int!
    "Null if the chain has dropped the block since."
    hash: String
    "Unix seconds."
    timestamp: Int!
  }

  type NamedPrior {
    number: BigInt!
    "Null if nobody published a prior of this number."
    published: influencePrior
    "Whether the receipt's gateway could use it when the receipt was served: after its wait, before its end, and not while it was challenged."
    stood: Boolean!
  }

  enum EvidenceStatus {
    "It gives the receipt's context root, and its legs."
    verified
    "The gateway serves something that does not."
    mismatch
    "The gateway serves nothing, or this indexer does not ask it."
    missing
  }

  type Evidence {
    status: EvidenceStatus!
    verified: Boolean!
    "Why it is not verified."
    problem: String
    "Attribution method, see docs/formats/receipt.md."
    methodId: String
    "Empty unless verified."
    spans: [EvidenceSpan!]!
  }

  type EvidenceSpan {
    "The influence prior that gives the item its credit; null unless the span is judged."
    prior: NamedPrior
    contributionId: BigInt!
    contribution: contribution
    class: honestyClass!
    "The words as the gateway quotes them from the answer; null where payer or Datanet keep them private, or the class has none."
    words: String
    "Word tokens of the span."
    wordCount: Int!
    "First word token in the answer."
    outputStart: Int!
    "First word token in the item."
    itemStart: Int!
    "Items that the span occurs in."
    documents: Int!
    "In the method's own units."
    credit: BigInt!
    "Part of the leg's weight, by credit; of the receipt's weightTotal."
    shareUnits: Int!
    "nano-OPEN: part of the leg's amount, by credit."
    amount: BigInt!
  }
`;

export interface ExtensionReads {
  /** `source`: of a receipt that stands in an epoch, and so in no table. */
  readonly evidenceOf: (receiptId: Hex, source?: EvidenceSource) => Promise<Evidence | null>;
  /** With a signed request, which shows what concerns its account. */
  readonly privateEvidenceOf?: (receiptId: Hex, request: string, source?: EvidenceSource) => Promise<Evidence | EvidenceRefusal | null>;
  /** Influence priors that judged spans name; none are told if left out. */
  readonly readPriors?: ReadPriors;
  /** Receipts of epochs; none are told if left out. */
  readonly epochs?: EpochReads;
  readonly indexedBlock: () => Promise<IndexedBlock | null>;
  readonly freshnessOf: (asset: Built) => Promise<Freshness | null>;
}

const NO_EVIDENCE: Evidence = { status: "missing", verified: false, problem: "the receipt is unknown", methodId: null, spans: [] };

/** Ponder appends an s to every table's name; this gives the lists of batch, anomaly and the like their plural. */
const nameLists = (schema: GraphQLSchema): void => {
  const fields = schema.getQueryType()!.getFields();
  for (const [name, field] of Object.entries(fields)) {
    const plural = name.replace(/([^aeiou])ys$/, "$1ies").replace(/tchs$/i, "tches");
    if (plural === name) continue;
    fields[plural] = { ...field, name: plural };
    delete fields[name];
  }
};

/** Adds to Ponder's schema what is not in a table: evidence, receipts of epochs, and the block an answer is true at. */
export const extendPonderSchema = (base: GraphQLSchema, reads: ExtensionReads): GraphQLSchema => {
  const { extendSchema, parse } = loadGraphQL();
  const schema = extendSchema(base, parse(EXTENSION + EPOCH_EXTENSION));
  const fieldOf = (type: string, field: string) => (schema.getType(type) as GraphQLObjectType).getFields()[field]!;

  fieldOf("receipt", "evidence").resolve = async (row: ServedReceipt & { readonly id: Hex }) =>
    withPriors((await reads.evidenceOf(row.id)) ?? NO_EVIDENCE, row, reads.readPriors);
  for (const kind of ["Model", "Adapter"] as const)
    fieldOf(kind.toLowerCase(), "freshness").resolve = ({ id }: { id: number }) => reads.freshnessOf({ kind, id });
  fieldOf("Meta", "block").resolve = () => reads.indexedBlock();
  const contribution = fieldOf("Query", "contribution").resolve!;
  fieldOf("EvidenceSpan", "contribution").resolve = (span: ExplainedSpan, _args, context, info) =>
    contribution({}, { id: span.contributionId }, context, info);
  const prior = fieldOf("Query", "influencePrior").resolve!;
  fieldOf("NamedPrior", "published").resolve = ({ number }: NamedPrior, _args, context, info) => prior({}, { id: number }, context, info);
  batchLists(schema);
  resolveEpochFields(schema, reads);
  nameLists(schema);
  return schema;
};
