/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-explicit-any -- answers are read as they come */
import { readFileSync } from "node:fs";

import { expect } from "chai";
import { Hono } from "hono";

import * as schema from "../../../ponder.schema.ts";
import { NOON } from "../../../test/support/fold.ts";
import { openTables, type Tables } from "../../../test/support/tables.ts";
import { openWeek, type Week } from "../../../test/support/week.ts";
import { ITEMS, METHOD } from "../../../test/support/world.ts";
import type { Evidence } from "../evidence/evidence-of.ts";
import { graphqlMiddleware } from "./graphql-middleware.ts";

const block = { number: 9, hash: `0x${"ab".repeat(32)}`, timestamp: 1_763_640_000 } as const;
const evidence: Evidence = {
  status: "verified",
  verified: true,
  problem: null,
  methodId: METHOD,
  spans: [
    {
      contributionId: ITEMS[0]!,
      class: "Proven",
      words: "checks effects interactions",
      wordCount: 3,
      outputStart: 0,
      itemStart: 9,
      documents: 1,
      credit: 1n,
      shareUnits: 7,
      amount: 6n,
    },
  ],
};
const HUGE = `${2n ** 256n - 1n}`;

describe("GraphQL on folded data", function () {
  this.timeout(120_000);
  let week: Week;
  let tables: Tables;
  const app = new Hono();
  before(async () => {
    week = await openWeek();
    tables = await openTables(week.store);
    const reads = { evidenceOf: async () => evidence, indexedBlock: async () => block, freshnessOf: async () => null };
    app.use("/graphql", await graphqlMiddleware({ schema, queryBuilder: tables.queryBuilder, reads }));
  });
  after(() => tables.close());

  const ask = async (query: string, variables?: object) => {
    const response = await app.request("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const json = (await response.json()) as { data?: any; errors?: { message: string }[] };
    return { status: response.status, ...json };
  };

  describe("refuses with a 4xx and what to change", () => {
    const nested = (levels: number): string => (levels === 0 ? "id" : `payouts(limit: 1) { items { account { ${nested(levels - 1)} } } }`);
    const REFUSED: readonly (readonly [string, string, RegExp])[] = [
      ["a deep query", `{ account(id: 5) { ${nested(8)} } }`, /depth limit/i],
      ["a wide query", `{ payouts(limit: 1000) { items { receipt { legs(limit: 1000) { items { id } } } } } }`, /more than 200000 rows/],
      [
        "a wide query by default pages",
        `{ payouts { items { receipt { legs { items { contribution { legs { items { receipt { payouts { items { id } } } } } } } } } } } }`,
        /more than 200000 rows/,
      ],
      [
        "a wide query in a fragment",
        `query($n: Int) { receipts(limit: $n) { items { ...all } } } fragment all on receipt { legs(limit: 1000) { items { id } } }`,
        /more than 200000 rows/,
      ],
      [
        "300 aliases",
        `{ ${Array.from({ length: 300 }, (_, i) => `a${i}: account(id: ${i + 1}) { id }`).join(" ")} }`,
        /aliases limit|token limit/i,
      ],
      ["5000 tokens", `{ account(id: 5) { ${"id ".repeat(5_000)} } }`, /token limit/i],
      ["a page above 1000", `{ payouts(limit: 1001) { items { id } } }`, /limit is 1001; ask for 1 to 1000/],
      ["a negative page", `{ payouts(limit: -1) { items { id } } }`, /limit is -1/],
      ["a negative offset", `{ payouts(offset: -1) { items { id } } }`, /offset is -1/],
      ["an absurd offset", `{ payouts(offset: 2000000000) { items { id } } }`, /follow pageInfo.endCursor/],
      ["a cursor that is none", `{ payouts(after: "zzz") { items { id } } }`, /after is no cursor/],
      ["a malformed id", `{ contribution(id: "0x") { id } }`, /BigInt/],
      ["an id beyond the column", `{ contribution(id: "${HUGE}") { id } }`, /outside of what its column can hold/],
      ["an account beyond an integer", `{ account(id: 4294967296) { id } }`, /32-bit/],
      [
        "a filter beyond the column",
        `{ legs(where: { contributionId_gt: "${HUGE}" }) { items { id } } }`,
        /outside of what its column can hold/,
      ],
      ["an unknown column to order by", `{ payouts(orderBy: "amount; DROP TABLE payout") { items { id } } }`, /Unknown column/],
      ["an unknown field", `{ payouts { items { secret } } }`, /Cannot query field/],
      ["half a query", `{ account(id: 5) {`, /Syntax Error/],
      ["no query", ``, /Unexpected <EOF>/],
    ];
    for (const [name, query, message] of REFUSED) {
      it(name, async () => {
        const { status, errors } = await ask(query, { n: 1000 });
        expect(errors?.[0]?.message).to.match(message);
        expect(status).to.equal(400);
      });
    }
  });

  it("takes an injection for a value", async () => {
    const hostile = `'; DROP TABLE payout; --`;
    const query = `query($text: String!) { contributions(where: { uri: $text }) { totalCount } receipt(id: $text) { id } }`;
    expect((await ask(query, { text: hostile })).data).to.deep.equal({ contributions: { totalCount: 0 }, receipt: null });
    expect((await ask(`{ payouts { totalCount } }`)).data.payouts.totalCount).to.be.greaterThan(10);
  });

  it("gives amounts and times as decimal strings, and what is not there as null", async () => {
    const { data } =
      await ask(`{ gateway(id: 1) { bond unbondingAt feeTotal } allowances { items { cap nextCapAt } } contribution(id: "${week.contribution}") {
      id originalId judgedAt withdrawnAt original { id } earning { earned } } }`);
    expect(data.gateway).to.deep.equal({
      bond: "0",
      unbondingAt: null,
      feeTotal: `${week.batches.reduce((sum, { feeTotal }) => sum + feeTotal, 0n)}`,
    });
    expect(data.contribution).to.include({ id: `${week.contribution}`, originalId: null, withdrawnAt: null, original: null });
    expect(data.contribution.judgedAt).to.match(/^\d+$/);
    expect(data.contribution.earning.earned).to.match(/^\d+$/);
  });

  describe("in one request, what an account earned this week and why", () => {
    // The query stands in the README; what it promises is asked here.
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    const query = /```graphql\n(query Week[\s\S]*?)```/.exec(readme)![1]!;
    let answer: any;
    before(async () => {
      const { status, data, errors } = await ask(query, {
        account: week.contributor,
        from: `${NOON - 7n * 86_400n}`,
        day: Number(NOON / 86_400n) - 7,
      });
      expect(errors, JSON.stringify(errors)).to.equal(undefined);
      expect(status).to.equal(200);
      answer = data;
    });

    it("sums to what the chain credited, to the last unit, at a named block", () => {
      const { account, _meta } = answer;
      const credited = week.batches.reduce((sum, { credits }) => sum + (credits.get(week.contributor) ?? 0n), 0n);
      const total = (rows: { amount?: string; earned?: string }[]) =>
        rows.reduce((sum, row) => sum + BigInt(row.amount ?? row.earned!), 0n);
      expect(credited > 0n).to.equal(true);
      expect(total(account.payouts.items)).to.equal(credited);
      expect(total(account.days.items)).to.equal(credited);
      expect(account.balance.credited).to.equal(`${credited}`);
      expect(account.payouts.items).to.have.length(account.payouts.totalCount);
      expect(_meta.block).to.deep.equal({ number: block.number, hash: block.hash });
    });

    it("gives each payout its receipt, share, words, contribution, licence, verdict, split and transaction", () => {
      for (const payout of answer.account.payouts.items) {
        expect(payout.transactionHash).to.match(/^0x[0-9a-f]{64}$/);
        expect(week.receiptIds).to.include(payout.receipt.id);
        expect(payout.receipt.offering.split.items.reduce((sum: number, { bps }: { bps: number }) => sum + bps, 0)).to.equal(10_000);
        expect(payout.legs.items.reduce((sum: bigint, { amount }: { amount: string }) => sum + BigInt(amount), 0n)).to.equal(
          BigInt(payout.amount),
        );
        for (const { weight, contribution } of payout.legs.items) {
          expect(weight).to.be.within(1, Number(payout.receipt.weightTotal));
          expect(contribution).to.include({ licence: "MIT", status: "Accepted" });
          expect(contribution.terms.licence).to.equal("MIT");
          expect(contribution.verdicts.items[0]).to.include({ status: "Accepted", reason: "None" });
        }
        const [span] = payout.receipt.evidence.spans;
        expect(payout.receipt.evidence.status).to.equal("verified");
        expect(span).to.deep.equal({
          contributionId: `${week.contribution}`,
          class: "Proven",
          words: "checks effects interactions",
          wordCount: 3,
          shareUnits: 7,
        });
      }
    });
  });

  it("reads the lists under a list with one query each, and gives the rows that each parent's own query gives", async () => {
    const query = (more: string) =>
      `{ payouts(limit: 20) { items { id legs { ${more} items { id amount } } receipt { id legs(limit: 2) { ${more} items { id } } payouts { ${more} items { id } } } } } }`;
    const counted = async (text: string) => {
      let queries = 0;
      const original = tables.client.query.bind(tables.client);
      tables.client.query = (async (...args: Parameters<typeof original>) => {
        queries++;
        return original(...args);
      }) as typeof original;
      const answer = await ask(text).finally(() => Reflect.deleteProperty(tables.client, "query"));
      return { ...answer, queries };
    };
    const [together, alone] = [await counted(query("")), await counted(query("pageInfo { hasNextPage }"))];
    const text = JSON.stringify(alone.data, (name, value: unknown) => (name === "pageInfo" ? undefined : value));
    expect(JSON.stringify(together.data)).to.equal(text);
    expect(together.data.payouts.items).to.have.length(20);
    expect(together.queries).to.be.within(4, 5);
    expect(alone.queries).to.be.greaterThan(20);
  });

  it("compares amounts of 2^256 - 1", async () => {
    const { data, errors } = await ask(
      `{ receipts(where: { fee_lt: "${HUGE}" }) { totalCount } none: receipts(where: { fee_gte: "${HUGE}" }) { totalCount } }`,
    );
    expect(errors).to.equal(undefined);
    expect(data).to.deep.equal({ receipts: { totalCount: week.receiptIds.length }, none: { totalCount: 0 } });
  });
});
