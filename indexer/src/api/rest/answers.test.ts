/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-explicit-any -- answers are read as they come */
import { verifyLegProof, verifyReceiptProof } from "@openledger/sdk";
import { expect } from "chai";

import { NOON } from "../../../test/support/fold.ts";
import { payout } from "../../../ponder.schema.ts";
import { openTables, type Tables } from "../../../test/support/tables.ts";
import { openWeek, type Week } from "../../../test/support/week.ts";
import { PAYER } from "../../../test/support/world.ts";
import { OPENAPI } from "./openapi.ts";
import { restApp } from "./rest-app.ts";

const block = { number: 9, hash: `0x${"ab".repeat(32)}`, timestamp: 1_763_640_000 } as const;
const DAY = new Date(Number(NOON) * 1_000).toISOString().slice(0, 10);

describe("REST on folded data", function () {
  this.timeout(120_000);
  let week: Week;
  let tables: Tables;
  let app: ReturnType<typeof restApp>;
  let fees: bigint;
  before(async () => {
    week = await openWeek();
    tables = await openTables(week.store);
    app = restApp(tables.db, {
      evidenceOf: async () => ({ status: "missing", verified: false, problem: "not asked", methodId: null, spans: [] }),
      indexedBlock: async () => block,
      freshnessOf: async () => null,
    });
    fees = week.batches.reduce((sum, { feeTotal }) => sum + feeTotal, 0n);
  });
  after(() => tables.close());

  const ask = async (path: string) => {
    const response = await app.request(path);
    return { status: response.status, headers: response.headers, json: (await response.json()) as any };
  };
  const get = async (path: string) => {
    const { status, json } = await ask(path);
    expect(status, JSON.stringify(json)).to.equal(200);
    return json;
  };

  it("answers every described GET with its members and the block", async () => {
    const example: Readonly<Record<string, string>> = {
      account: `${week.contributor}`,
      receiptId: week.receiptIds[0]!,
      position: "0",
      kind: "datanet",
    };
    const idOf = (path: string) =>
      path.includes("receipt") ? week.receiptIds[0]! : path.includes("contribution") ? `${week.contribution}` : "1";
    for (const [path, { get: operation }] of Object.entries(OPENAPI.paths) as [string, any][]) {
      // The chain is not here, so there is no storage proof; the week has no epochs, whose answers have tests of their own.
      if (operation === undefined || path.startsWith("/v1/")) continue;
      if (["/openapi.json", "/proof/account/{id}", "/explain/epoch/{gateway}/{number}", "/global/spend/report"].includes(path)) continue;
      const json = await get(path.replace(/\{(\w+)\}/g, (_, name: string) => example[name] ?? idOf(path)));
      expect(json, path).to.have.all.keys(operation.responses[200].content["application/json"].schema.required);
      expect(json.block, path).to.deep.equal(block);
    }
  });

  describe("/why", () => {
    it("gives every payout of an account once, page by page, with the legs that made it", async () => {
      const seen: any[] = [];
      for (let next: string | null = ""; next !== null;) {
        const page: any = await get(`/why/${week.contributor}?limit=2${next === "" ? "" : `&cursor=${next}`}`);
        expect(page.payouts.length).to.be.within(1, 2);
        seen.push(...page.payouts);
        next = page.next;
      }
      const rows = week.store.rows(payout).filter(({ accountId }) => accountId === week.contributor);
      expect(seen.map(({ receipt }) => receipt.id)).to.have.members(rows.map(({ receiptId }) => receiptId));
      expect(seen.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).to.equal(rows.reduce((sum, { amount }) => sum + amount, 0n));
      for (const { amount, because } of seen) {
        expect(because.reduce((sum: bigint, part: any) => sum + BigInt(part.amount), 0n)).to.equal(BigInt(amount));
        expect(because[0]).to.include({ datanet: 1, licence: "MIT" });
        expect(because[0].uri).to.match(/^npm:/);
      }
    });

    it("has nothing for whoever earned nothing", async () => {
      expect((await get("/why/999")).payouts).to.deep.equal([]);
      expect((await get("/why/3?limit=1")).payouts[0]).to.include({ role: "Gateway" });
    });
  });

  describe("/spend", () => {
    it("sums what was settled, exactly, by day and customer", async () => {
      const json = await get(`/spend?start_date=${DAY}&end_date=${DAY}`);
      expect(json.total_spend_nano_open).to.equal(`${fees}`);
      expect(json.total_spend).to.equal(Number(fees) / 1e9);
      expect(json.api_requests).to.equal(week.receiptIds.length);
      const [day] = json.data;
      expect(day.group_by_day).to.equal(DAY);
      expect(day.customers).to.have.length(1);
      expect(day.customers[0]).to.include({ customer: `${PAYER}`, total_spend_nano_open: `${fees}` });
      expect(day.customers[0].metadata[0]).to.include({ model: "solidity-auditor", api_requests: week.receiptIds.length });
    });

    it("groups by model and gateway, and filters by payer and model", async () => {
      expect((await get(`/spend?start_date=${DAY}&end_date=${DAY}&group_by=model`)).data[0].models[0].model).to.equal("solidity-auditor");
      expect((await get(`/spend?start_date=${DAY}&end_date=${DAY}&group_by=gateway`)).data[0].gateways[0].gateway).to.equal("1");
      for (const name of ["user_id", "customer_id", "internal_user_id", "end_user"]) {
        expect((await get(`/spend?start_date=${DAY}&end_date=${DAY}&${name}=${PAYER}`)).total_spend_nano_open).to.equal(`${fees}`);
        expect((await get(`/spend?start_date=${DAY}&end_date=${DAY}&${name}=5`)).total_spend_nano_open).to.equal("0");
      }
      const hostile = encodeURIComponent("'; DROP TABLE receipt; --");
      expect((await get(`/spend?start_date=${DAY}&end_date=${DAY}&model=${hostile}`)).data).to.deep.equal([]);
      expect((await get(`/spend?start_date=2020-01-01&end_date=2020-02-01`)).data).to.deep.equal([]);
    });

    it("gives LiteLLM's report as a bare list, and the block in the headers", async () => {
      const { json, headers } = await ask(`/global/spend/report?start_date=${DAY}&end_date=${DAY}&group_by=customer`);
      expect(json).to.deep.equal((await get(`/spend?start_date=${DAY}&end_date=${DAY}`)).data);
      expect(headers.get("x-openledger-block-number")).to.equal("9");
      expect(headers.get("x-openledger-block-hash")).to.equal(block.hash);
    });

    it("lists receipts in pages, newest first, none twice, and no key or prompt", async () => {
      const seen: any[] = [];
      for (let next: string | null = ""; next !== null;) {
        const page: any = await get(`/spend/logs?start_date=${DAY}&end_date=${DAY}&limit=5${next === "" ? "" : `&cursor=${next}`}`);
        seen.push(...page.data);
        next = page.next;
      }
      expect(seen.map(({ request_id }) => request_id)).to.have.members([...week.receiptIds]);
      expect(seen.reduce((sum, row) => sum + BigInt(row.spend_nano_open), 0n)).to.equal(fees);
      for (const row of seen) {
        expect(row.total_tokens).to.equal(row.prompt_tokens + row.completion_tokens);
        expect(Object.keys(row).filter((name) => /key|messages|prompt$|response|ip/i.test(name))).to.deep.equal([]);
      }
      expect((await get(`/spend/logs?start_date=${DAY}&end_date=${DAY}&request_id=${week.receiptIds[3]}`)).data).to.have.length(1);
    });
  });

  describe("/proof", () => {
    it("proves every receipt of a batch, and every leg of a receipt", async () => {
      for (const id of week.receiptIds) {
        const json = await get(`/proof/receipt/${id}`);
        const receipt = verifyReceiptProof({ ...json, firstSequence: Number(json.firstSequence) })!;
        expect(receipt.payerAccount).to.equal(PAYER);
        for (let position = 0; position < receipt.legCount; position++) {
          const answer = await get(`/proof/leg/${id}/${position}`);
          expect(`${verifyLegProof(answer)!.leg.contributionId}`).to.equal(answer.leg.contributionId);
        }
        expect((await ask(`/proof/leg/${id}/${receipt.legCount}`)).status).to.equal(404);
      }
    });

    it("says 404 for what is not known, and 503 where the chain gives no storage proof", async () => {
      expect((await ask(`/proof/receipt/0x${"00".repeat(32)}`)).status).to.equal(404);
      expect((await ask(`/proof/leg/0x${"00".repeat(32)}/0`)).status).to.equal(404);
      expect((await ask(`/proof/contribution/${2n ** 62n}`)).status).to.equal(404);
      expect((await ask(`/proof/account/999`)).status).to.equal(404);
      expect((await ask(`/proof/account/5`)).json.error.message).to.match(/no eth_getProof/);
    });

    it("refuses to prove what was folded wrong", async () => {
      const [id] = week.receiptIds;
      await tables.client.exec(`UPDATE receipt SET fee = fee + 1 WHERE id = '${id}'`);
      const { status, json } = await ask(`/proof/receipt/${id}`);
      await tables.client.exec(`UPDATE receipt SET fee = fee - 1 WHERE id = '${id}'`);
      expect(status).to.equal(409);
      expect(json.error.message).to.match(/does not give its hash/);
    });
  });
});
