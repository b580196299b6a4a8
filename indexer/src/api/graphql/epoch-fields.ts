import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from "graphql";
import type { Hex } from "viem";

import { placeNamed, type NotShown } from "../epochs/epoch-receipt.ts";
import { withPriors } from "../priors/with-priors.ts";
import { parseReceiptId, parseNumber, parseWhole } from "../rest/parse.ts";
import type { ExtensionReads } from "./extend-schema.ts";
import { answerGivenRows } from "./given-rows.ts";
import { NOT_SHOWN, clientError } from "./mask-error.ts";
import { loadGraphQL } from "./ponder-builder.ts";

/** What GraphQL says of receipts of epochs, which are in no table. */
export const EPOCH_EXTENSION = /* GraphQL */ `
  extend type Query {
    """
    A receipt of either rail: as receipt(id) where it was settled, else as its gateway publishes it in an epoch, checked against the chain and split here. Null if it
    was not settled and no gateway says that it stands in an epoch. Where it stands may be said, and is asked of the gateways if not.
    """
    explainReceipt(id: String!, gateway: Int, epoch: BigInt, sequence: BigInt): receipt
  }

  extend type receipt {
    "The epoch that it stands in, which pays once it is final; null if it was settled."
    standsIn: epoch
  }

  extend type epoch {
    "For which receipts it pays an account, in order of sequence, as its gateway publishes them, checked against the chain."
    receiptsFor(accountId: Int!, from: BigInt): EpochReceiptPage!
  }

  type EpochReceiptPage {
    "What of the epoch is credited to the account so far."
    paid: BigInt!
    items: [EpochReceipt!]!
    "Sequence to go on from; null after the last receipt."
    next: BigInt
  }

  type EpochReceipt {
    receiptId: String!
    sequence: BigInt!
    fee: BigInt!
    "Unix milliseconds."
    servedAt: BigInt!
    payerId: Int!
    offeringId: Int!
    "What the account gets of it."
    payouts: [EpochReceiptPayout!]!
    "Contributions of the account that it uses."
    contributionIds: [BigInt!]!
  }

  type EpochReceiptPayout {
    role: payoutRole!
    amount: BigInt!
    legCount: Int!
  }
`;

/** Says why something of an epoch is not shown, with the status that REST has for it. */
const notShown = ({ status, problem }: NotShown): Error => {
  const { GraphQLError } = loadGraphQL();
  return new GraphQLError(problem, { extensions: { code: NOT_SHOWN, http: { status } } });
};

interface ReceiptArguments {
  readonly id: string;
  readonly gateway?: number | null;
  readonly epoch?: bigint | null;
  readonly sequence?: bigint | null;
}

/** Makes the fields of {@link EPOCH_EXTENSION} answer. */
export const resolveEpochFields = (schema: GraphQLSchema, { evidenceOf, epochs, readPriors }: ExtensionReads): void => {
  const fieldsOf = (type: string) => (schema.getType(type) as GraphQLObjectType).getFields();
  const answerGiven = answerGivenRows(schema);
  const { receipt, explainReceipt } = fieldsOf("Query");
  const settled = receipt!.resolve as GraphQLFieldResolver<unknown, unknown>;

  explainReceipt!.resolve = async (root, { id: text, ...where }: ReceiptArguments, context, info) => {
    const id = parseReceiptId(text);
    if (id === null) throw clientError("The receipt id must be 0x and 64 hexadecimal digits.");
    const asked = placeNamed([where.gateway, where.epoch, where.sequence].map((part) => part?.toString()));
    if (typeof asked === "string") throw clientError(asked);
    const row: unknown = await settled(root, { id }, context, info);
    if (row != null || epochs === undefined) return row;
    const place = asked ?? (await epochs.findPlace(id));
    if (place === null) return null;
    const shown = await epochs.splitReceipt(id, place);
    if ("problem" in shown) throw notShown(shown);
    const items = await epochs.itemsOf(shown.legs.map(({ contributionId }) => contributionId));
    const legs = shown.legs.map((leg) => ({ ...leg, datanetId: items.get(leg.contributionId)?.datanetId ?? null }));
    const evidence = async () => {
      const found = await evidenceOf(id, shown.source);
      return found && withPriors(found, shown.receipt, readPriors);
    };
    return answerGiven({ ...shown, legs, evidence });
  };

  fieldsOf("epoch")["receiptsFor"]!.resolve = async (
    { id }: { id: Hex },
    { accountId, from = null }: { accountId: number; from?: bigint | null },
  ) => {
    const account = parseNumber(`${accountId}`);
    const start = parseWhole(`${from ?? 0n}`, 2 ** 40 - 1);
    if (account === null || start === null) throw clientError("accountId must be a number from 1, and from a sequence from 0.");
    const of = await epochs?.readEpoch(id);
    if (epochs === undefined || of === undefined) throw notShown({ status: 404, problem: "This indexer asks no gateways for epochs." });
    const page = await epochs.readReceiptsFor(of, { account, from: start });
    if ("problem" in page) throw notShown(page);
    return page;
  };
};
