/* eslint-disable @typescript-eslint/no-explicit-any -- answers are read as they come */
import { expect } from "chai";
import { Hono } from "hono";

import * as schema from "../../../ponder.schema.ts";
import { ACTOR, eventOf, fold, hashOf } from "../../../test/support/fold.ts";
import { openTables, type Tables } from "../../../test/support/tables.ts";
import { openWeek, type Week } from "../../../test/support/week.ts";
import { GATEWAY, GATEWAY_ACCOUNT, ITEMS, METHOD, PAYER } from "../../../test/support/world.ts";
import type { Evidence } from "../evidence/evidence-of.ts";
import { graphqlMiddleware } from "../graphql/graphql-middleware.ts";
import { priorReader } from "./prior-reader.ts";
import { withPriors } from "./with-priors.ts";

const [USABLE_FROM, UNUSABLE_FROM, UNKNOWN] = [1_000, 9_000_000_000, 77];
const zero = hashOf("nothing");
const header = {
  ...{
    adapter: hashOf("adapter"),
    epoch: 3,
    snapshotRoot: hashOf("snapshot"),
    methodHash: zero,
    codeHash: zero,
    seed: 7,
    probesRoot: zero,
  },
  ...{ tolerance: 100, outliersPpm: 10_000, count: 1 },
};
const published = (number: number, gateway: number) =>
  eventOf("InfluencePriors", "PriorPublished", {
    ...{ number, gateway, adapter: header.adapter, account: GATEWAY_ACCOUNT, root: hashOf("root"), header, bond: 500n },
    ...{ usableFrom: USABLE_FROM, unusableFrom: UNUSABLE_FROM, uri: "", actor: ACTOR },
  });
const [challenged, judged] = [
  eventOf("InfluencePriors", "PriorChallenged", {
    ...{ number: 2, vote: 1, challenger: PAYER, datanet: 1, contributions: [], weights: [], bond: 60n, cost: 65n, actor: ACTOR },
  }),
  eventOf("InfluencePriors", "PriorJudged", {
    ...{ number: 2, vote: 1, outcome: 1, weights: [], differing: 0, unusableFrom: UNUSABLE_FROM, actor: ACTOR },
    payment: { members: 0n, gateway: 60n, challenger: 0n, commons: 0n },
  }),
];
const span = { words: null, wordCount: 0, outputStart: 0, documents: 0, credit: 1n, shareUnits: 7, amount: 6n } as const;
const evidence: Evidence = {
  ...{ status: "verified", verified: true, problem: null, methodId: METHOD },
  spans: [
    { ...span, contributionId: ITEMS[0]!, class: "Judged", itemStart: 1 },
    { ...span, contributionId: ITEMS[0]!, class: "Judged", itemStart: UNKNOWN },
    { ...span, contributionId: ITEMS[1]!, class: "Proven", itemStart: 1 },
  ],
};

describe("the priors of judged spans", function () {
  this.timeout(60_000);
  let week: Week;
  let tables: Tables;
  before(async () => {
    week = await openWeek();
    await fold(week.store, published(1, GATEWAY), published(2, GATEWAY), published(3, GATEWAY + 1), challenged, judged);
    tables = await openTables(week.store);
  });
  after(() => tables.close());

  const stoodAt = async (number: bigint, second: bigint): Promise<boolean> => {
    const priors = await priorReader(tables.db)([number], { gatewayId: GATEWAY, servedAt: second * 1_000n + 999n });
    return priors.get(number)!.stood;
  };

  it("stand after their wait and before their end, for their own gateway", async () => {
    for (const [second, stood] of [
      [999n, false],
      [1_000n, true],
      [8_999_999_999n, true],
      [9_000_000_000n, false],
    ] as const)
      expect(await stoodAt(1n, second), `${second}`).to.equal(stood);
    expect(await stoodAt(3n, 2_000n)).to.equal(false);
    expect(await stoodAt(BigInt(UNKNOWN), 2_000n)).to.equal(false);
  });

  it("do not stand while they are challenged", async () => {
    const [from, until] = [challenged!.block.timestamp, judged!.block.timestamp];
    expect(until > from).to.equal(true);
    for (const [second, stood] of [
      [from - 1n, true],
      [from, false],
      [until - 1n, false],
      [until, true],
    ] as const)
      expect(await stoodAt(2n, second), `${second}`).to.equal(stood);
  });

  it("are named where a span is judged, and nowhere else", async () => {
    const { spans } = await withPriors(evidence, { gatewayId: GATEWAY, servedAt: 2_000_000n }, priorReader(tables.db));
    expect(spans.map(({ prior }) => prior)).to.deep.equal([
      { number: 1n, state: "Published", usableFrom: BigInt(USABLE_FROM), unusableFrom: BigInt(UNUSABLE_FROM), stood: true },
      { number: BigInt(UNKNOWN), state: null, usableFrom: null, unusableFrom: null, stood: false },
      null,
    ]);
    expect((await withPriors(evidence, { gatewayId: GATEWAY, servedAt: 0n }, undefined)).spans[0]!.prior).to.equal(null);
  });

  it("are told by GraphQL with what was published", async () => {
    const app = new Hono();
    const reads = { evidenceOf: async () => evidence, readPriors: priorReader(tables.db), indexedBlock: async () => null };
    app.use(
      "/graphql",
      await graphqlMiddleware({ schema, queryBuilder: tables.queryBuilder, reads: { ...reads, freshnessOf: async () => null } }),
    );
    const query = `{ explainReceipt(id: "${week.receiptIds[0]!}") { evidence { spans { class prior { number stood published { state bond gateway { id } } } } } } }`;
    const response = await app.request("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as any;
    expect(errors, JSON.stringify(errors)).to.equal(undefined);
    expect(data.explainReceipt.evidence.spans).to.deep.equal([
      { class: "Judged", prior: { number: "1", stood: true, published: { state: "Published", bond: "500", gateway: { id: GATEWAY } } } },
      { class: "Judged", prior: { number: `${UNKNOWN}`, stood: false, published: null } },
      { class: "Proven", prior: null },
    ]);
  });
});
