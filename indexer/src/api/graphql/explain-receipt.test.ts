/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-explicit-any -- answers are read as they come */
import { readFileSync } from "node:fs";

import { expect } from "chai";
import { Hono } from "hono";

import * as schema from "../../../ponder.schema.ts";
import { COMMONS, hashOf } from "../../../test/support/fold.ts";
import { COUNT, EPOCH, ids, openPublishedEpoch, receipts } from "../../../test/support/published-epoch.ts";
import { openTables, type Tables } from "../../../test/support/tables.ts";
import { openWeek, type Week } from "../../../test/support/week.ts";
import { GATEWAY, PAYER } from "../../../test/support/world.ts";
import { TooManyAsks } from "../ask-limit.ts";
import { epochReads, type EpochReads } from "../epochs/epoch-reads.ts";
import { restApp } from "../rest/rest-app.ts";
import { graphqlMiddleware } from "./graphql-middleware.ts";

/** The one question of a client for receipts of both rails. */
const WHY = /* GraphQL */ `
  query Why($id: String!, $gateway: Int, $epoch: BigInt, $sequence: BigInt) {
    explainReceipt(id: $id, gateway: $gateway, epoch: $epoch, sequence: $sequence) {
      id
      fee
      payerId
      servedAt
      weightTotal
      weightAttributed
      dataAmount
      unattributedAmount
      transactionHash
      sequence
      payer {
        id
      }
      gateway {
        id
        name
      }
      offering {
        label
      }
      batch {
        id
      }
      standsIn {
        id
        number
        state
        committedAt
        challengeBefore
        finalisedAt
        voidedAt
        gateway {
          id
        }
      }
      legs {
        totalCount
        items {
          id
          contributionId
          accountId
          datanetId
          class
          weight
          amount
          isVoided
          contribution {
            uri
            licence
            status
            reason
            timestamp
            terms {
              licence
            }
          }
          datanet {
            name
          }
          account {
            id
          }
          receipt {
            id
          }
          payout {
            id
            role
            legs {
              items {
                id
              }
            }
          }
        }
      }
      payouts(orderBy: "amount", orderDirection: "desc") {
        items {
          id
          accountId
          role
          amount
          legCount
          account {
            id
          }
          receipt {
            id
          }
          legs {
            totalCount
          }
        }
      }
      evidence {
        status
        problem
        spans {
          contributionId
          contribution {
            uri
          }
          class
          words
          shareUnits
          outputStart
        }
      }
    }
  }
`;

describe("GraphQL on receipts of epochs", function () {
  this.timeout(120_000);
  let opened: Awaited<ReturnType<typeof openPublishedEpoch>>;
  let epochs: EpochReads;
  let rest: ReturnType<typeof restApp>;
  let ask: (query: string, variables?: object) => Promise<{ status: number; data?: any; errors?: any }>;

  const askOf =
    (app: Hono) =>
    async (query: string, variables?: object): Promise<{ status: number; data?: any; errors?: any }> => {
      const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query, variables }) };
      const response = await app.request("/graphql", init);
      return { status: response.status, ...((await response.json()) as object) };
    };
  const appOf = async ({ queryBuilder }: Tables, reads: typeof opened.reads & { epochs?: EpochReads }) =>
    new Hono().use("/graphql", await graphqlMiddleware({ schema, queryBuilder, reads }));

  before(async () => {
    opened = await openPublishedEpoch();
    epochs = epochReads(opened.tables.db, opened.sources);
    rest = restApp(opened.tables.db, opened.reads, opened.sources);
    ask = askOf(await appOf(opened.tables, { ...opened.reads, epochs }));
  });
  afterEach(() => {
    opened.gateway.alter = (bytes) => bytes;
  });
  after(() => opened.tables.close());

  it("says of each what REST says, to the last unit", async () => {
    for (const sequence of [0, 47, 151, 299]) {
      const { status, data, errors } = await ask(WHY, { id: ids[sequence] });
      expect(errors, JSON.stringify(errors)).to.equal(undefined);
      expect(status).to.equal(200);
      const told = data.explainReceipt;
      const json = (await (await rest.request(`/explain/receipt/${ids[sequence]}`)).json()) as any;
      expect(told).to.include({ id: ids[sequence], fee: json.receipt.fee, payerId: PAYER, transactionHash: json.transaction, batch: null });
      expect(told.unattributedAmount).to.equal(json.unattributed.amount);
      expect([told.gateway.name, told.offering.label]).to.deep.equal([json.receipt.gatewayName, json.receipt.label]);
      const { gateway, ...stands } = told.standsIn;
      expect({ ...stands, gateway: gateway.id }).to.deep.equal(json.epoch);
      expect(
        told.legs.items.map((leg: any) => [
          leg.contributionId,
          leg.accountId,
          leg.amount,
          leg.weight,
          leg.class,
          leg.isVoided,
          leg.datanetId,
        ]),
      ).to.deep.equal(json.because.map((p: any) => [p.contribution, p.account, p.amount, p.weight, p.class, p.isVoided, p.datanet]));
      expect(
        told.legs.items.map(({ contribution: c, datanet }: any) => [
          c.uri,
          c.licence,
          c.terms.licence,
          c.status,
          c.timestamp,
          datanet.name,
        ]),
      ).to.deep.equal(json.because.map((p: any) => [p.uri, p.licence, p.termsLicence, p.status, p.firstSeen, p.datanetName]));
      const parts = (rows: any[], account: string) => rows.map((p) => `${p[account]} ${p.role} ${p.amount} ${p.legCount}`).sort();
      expect(parts(told.payouts.items, "accountId")).to.deep.equal(parts(json.payouts, "account"));
      expect(told.evidence.spans.map(({ words, shareUnits }: any) => [words, shareUnits])).to.deep.equal(
        json.because.flatMap(({ spans }: any) => spans.map(({ words, shareUnits }: any) => [words, shareUnits])),
      );
    }
  });

  it("leads from each part to the others, and orders and pages them", async () => {
    const { data } = await ask(WHY, { id: ids[151] });
    const { legs, payouts } = data.explainReceipt;
    expect(legs.totalCount).to.equal(receipts[151]!.legs.length);
    for (const leg of legs.items) {
      expect(leg.receipt.id).to.equal(ids[151]);
      expect(leg.payout.role).to.equal("Data");
      expect(leg.payout.legs.items.map(({ id }: any) => id)).to.include(leg.id);
    }
    const amounts = payouts.items.map(({ amount }: any) => BigInt(amount));
    expect(amounts).to.deep.equal(amounts.toSorted((a: bigint, b: bigint) => Number(b - a)));
    expect(amounts.reduce((sum: bigint, amount: bigint) => sum + amount, 0n)).to.equal(receipts[151]!.receipt.fee);
    for (const payout of payouts.items) {
      expect(payout.receipt.id).to.equal(ids[151]);
      expect(payout.account.id).to.equal(payout.accountId);
      expect(payout.legs.totalCount).to.equal(payout.legCount);
    }
    const page = `totalCount pageInfo { hasNextPage hasPreviousPage endCursor } items { id }`;
    const query = `query($id: String!, $after: String) { explainReceipt(id: $id) { payouts(limit: 2, after: $after) { ${page} } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data: next } = await ask(query, { id: ids[151], after });
      const { items, pageInfo } = next.explainReceipt.payouts;
      expect(pageInfo.hasPreviousPage).to.equal(after !== null);
      seen.push(...items.map(({ id }: any) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.sort()).to.deep.equal(payouts.items.map(({ id }: any) => id).sort());
    expect(payouts.items.find(({ role }: any) => role === "Unattributed").accountId).to.equal(COMMONS);
  });

  it("is told where it stands, and asks the gateways if not", async () => {
    const place = { gateway: GATEWAY, epoch: `${EPOCH}`, sequence: "47" };
    expect((await ask(WHY, { id: ids[47], ...place })).data.explainReceipt.id).to.equal(ids[47]);
    const other = await ask(WHY, { id: ids[47], ...place, sequence: "48" });
    expect(other.status).to.equal(404);
    expect(other.errors[0].message).to.match(/is another receipt/);
    expect((await ask(WHY, { id: hashOf("nobody's") })).data).to.deep.equal({ explainReceipt: null });
  });

  it("says what to change, and what is not public or false, with REST's status", async () => {
    const asked = async (variables: object, status: number, message: RegExp) => {
      const answer = await ask(WHY, variables);
      expect(answer.errors[0].message).to.match(message);
      expect(answer.status).to.equal(status);
    };
    await asked({ id: "0x12" }, 400, /64 hexadecimal digits/);
    await asked({ id: ids[5], gateway: 1 }, 400, /together, whole numbers/);
    await asked({ id: ids[5], gateway: 1, epoch: "3", sequence: "-1" }, 400, /together, whole numbers/);
    opened.gateway.alter = () => undefined;
    await asked({ id: ids[5] }, 404, /cannot be told here: the gateway answered 404/);
    opened.gateway.alter = (bytes) => bytes && bytes.subarray(1);
    await asked({ id: ids[5] }, 409, /does not give the hash/);
    opened.gateway.alter = (bytes) => bytes;
    const { errors } = await ask(`query($id: String!) { explainReceipt(id: $id) { legs(where: { position: 1 }) { items { id } } } }`, {
      id: ids[5],
    });
    expect(errors[0].message).to.match(/at most 64 legs/);
    const wide = Array.from({ length: 25 }, (_, i) => `a${i}: explainReceipt(id: "${ids[i]}") { id }`).join(" ");
    expect((await ask(`{ ${wide} }`)).errors[0].message).to.match(/more than 200000 rows/);
  });

  it("says so where too many are looked for", async () => {
    const busy = { ...epochs, findPlace: () => Promise.reject(new TooManyAsks()) };
    const { status, errors } = await askOf(await appOf(opened.tables, { ...opened.reads, epochs: busy }))(WHY, { id: ids[5] });
    expect(status).to.equal(503);
    expect(errors[0].message).to.match(/Too many questions for gateways/);
  });

  it("lists for which receipts an epoch pays an account, page by page, as REST does", async () => {
    const query = /* GraphQL */ `
      query ($id: String!, $account: Int!, $from: BigInt) {
        epoch(id: $id) {
          receiptsFor(accountId: $account, from: $from) {
            paid
            next
            items {
              receiptId
              sequence
              fee
              servedAt
              payerId
              offeringId
              payouts {
                role
                amount
                legCount
              }
              contributionIds
            }
          }
        }
      }
    `;
    const { data: known } = await ask(`{ epochs { items { id receiptCount } } }`);
    const { id, receiptCount } = known.epochs.items[0];
    expect(receiptCount).to.equal(`${COUNT}`);
    let next: string | null = "0";
    while (next !== null) {
      const { data, errors } = await ask(query, { id, account: 5, from: next });
      expect(errors, JSON.stringify(errors)).to.equal(undefined);
      const page = data.epoch.receiptsFor;
      const json = (await (await rest.request(`/explain/epoch/${GATEWAY}/${EPOCH}?account=5&from=${next}`)).json()) as any;
      expect(
        page.items.map(({ receiptId, offeringId, payerId, contributionIds, ...rest }: any) => ({
          ...{ receipt: receiptId, offering: offeringId, payer: payerId, contributions: contributionIds },
          ...rest,
        })),
      ).to.deep.equal(json.receipts);
      expect([page.paid, page.next]).to.deep.equal([json.paid, json.next === null ? null : `${json.next}`]);
      next = page.next;
    }
    for (const [variables, status] of [
      [{ account: 0 }, 400],
      [{ account: 5, from: "-1" }, 400],
      [{ account: 5, from: "300" }, 404],
    ] as const)
      expect((await ask(query, { id, ...variables })).status).to.equal(status);
  });

  it("answers the README's question", async () => {
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    const { data, errors } = await ask(/```graphql\n(query Why[\s\S]*?)```/.exec(readme)![1]!, { id: ids[151] });
    expect(errors, JSON.stringify(errors)).to.equal(undefined);
    const { fee, dataAmount, unattributedAmount, payouts, legs, evidence, standsIn } = data.explainReceipt;
    const sum = (rows: any[]): bigint => rows.reduce((total, { amount }) => total + BigInt(amount), 0n);
    expect(`${sum(payouts.items)}`).to.equal(fee);
    expect(`${sum(legs.items) + BigInt(unattributedAmount)}`).to.equal(dataAmount);
    expect(sum(evidence.spans)).to.equal(sum(legs.items));
    expect(standsIn).to.include({ number: `${EPOCH}`, state: "Committed" });
  });

  it("answers a settled receipt as ever, with the same question", async () => {
    const week: Week = await openWeek();
    const tables = await openTables(week.store);
    try {
      const asked = askOf(await appOf(tables, { ...opened.reads, epochs: epochReads(tables.db, {}) }));
      const id = week.receiptIds[0]!;
      const { data, errors } = await asked(WHY, { id });
      expect(errors, JSON.stringify(errors)).to.equal(undefined);
      const { standsIn, batch, ...told } = data.explainReceipt;
      expect(standsIn).to.equal(null);
      expect(batch.id).to.be.a("string");
      const { data: plain } = await asked(
        WHY.replace(/query Why[^{]*/, "query Why($id: String!) ").replace(/explainReceipt\([^)]*\)/, "receipt(id: $id)"),
        { id },
      );
      expect(told).to.deep.equal((({ standsIn: _, batch: __, ...rest }) => rest)(plain.receipt));
    } finally {
      await tables.close();
    }
  });
});
