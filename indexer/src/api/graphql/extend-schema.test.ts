import { readFileSync } from "node:fs";

import { expect } from "chai";
import type { GraphQLSchema } from "graphql";

import * as schema from "../../../ponder.schema.ts";
import { extendPonderSchema } from "./extend-schema.ts";
import { loadGraphQL, loadPonderGraphQL } from "./ponder-builder.ts";

const QUERIES: Readonly<Record<string, string>> = {
  "why an account was paid": `{ account(id: 7) { balance { credited withdrawn } payouts(limit: 20, orderBy: "timestamp", orderDirection: "desc") { items {
    role amount receipt { id fee evidence { status verified problem spans { contributionId words class shareUnits contribution { uri } } }
    legs(orderBy: "position") { items { weight amount contribution { uri licence status terms { licence } verdicts { items { reason actor report { reportUri } } } datanet { name } } } } } } } } }`,
  "whom an answer paid": `{ receipt(id: "0x00") { fee unattributedAmount batch { root isCreditExact } payouts { items { role amount account { id payout } } } } }`,
  "what a model is made of": `{ adapter(id: 1) { baseModel { name } madeOf { items { relation parentDatanet { name } snapshot { itemRoot } } } } }`,
  "what was refused": `{ contributions(where: { datanetId: 1, status_in: [Rejected, Duplicate] }) { items { reason original { account { id } } } } }`,
  "a week of an account": `{ accountDays(where: { accountId: 7, day_gte: 20000 }) { items { day earned spent } } }`,
  "where the index stands": `{ _meta { status block { number hash timestamp } } networkTotal(id: "network") { fees earned unattributed anomalyCount } }`,
};

describe("the GraphQL schema", () => {
  const { parse, validate, validateSchema } = loadGraphQL();
  const reads = { evidenceOf: async () => null, indexedBlock: async () => null, freshnessOf: async () => null };
  let extended: GraphQLSchema;
  before(async () => {
    extended = extendPonderSchema((await loadPonderGraphQL()).buildGraphQLSchema({ schema }), reads);
  });

  it("is valid: every relation has its other end", () => {
    expect(validateSchema(extended)).to.deep.equal([]);
  });

  for (const [question, query] of Object.entries(QUERIES)) {
    it(`can be asked ${question}`, () => {
      expect(validate(extended, parse(query)).map(({ message }) => message)).to.deep.equal([]);
    });
  }

  for (const file of ["../../../README.md", "../../../../README.md"]) {
    const text = readFileSync(new URL(file, import.meta.url), "utf8");
    for (const [, query] of text.matchAll(/```graphql\n([\s\S]*?)```/g)) {
      it(`can be asked what ${file.replaceAll("../", "")} shows: ${query!.split("\n")[0]!.slice(0, 60)}`, () => {
        expect(validate(extended, parse(query!)).map(({ message }) => message)).to.deep.equal([]);
      });
    }
  }

  it("gives lists their plural", () => {
    const lists = Object.keys(extended.getQueryType()!.getFields()).filter((name) => name.endsWith("s"));
    expect(lists).to.include.members([
      "batches",
      "declaredBatches",
      "epochs",
      "settledEpochs",
      "anomalies",
      "splitEntries",
      "accountDays",
      "payouts",
      "networkDays",
      "escrowEntries",
    ]);
    expect(lists.filter((name) => /[^aeiou]ys$|tchs$/.test(name) && !name.endsWith("Days"))).to.deep.equal([]);
  });

  it("answers the evidence of an unknown receipt as missing", async () => {
    const { graphql } = loadGraphQL();
    const receipt = { id: "0x01" };
    const field = extended.getQueryType()!.getFields()["receipt"]!;
    field.resolve = () => receipt;
    const result = await graphql({ schema: extended, source: `{ receipt(id: "0x01") { evidence { status problem spans { words } } } }` });
    expect(result.errors).to.equal(undefined);
    expect(JSON.parse(JSON.stringify(result.data))).to.deep.equal({
      receipt: { evidence: { status: "missing", problem: "the receipt is unknown", spans: [] } },
    });
  });
});
