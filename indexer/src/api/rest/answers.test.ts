/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-explicit-any -- answers are read as they come */
import { expect } from "chai";
import { getTableColumns } from "drizzle-orm";

import { openTables, type Tables } from "../../../test/support/tables.ts";
import { openWeek, type Week } from "../../../test/support/week.ts";
import { payout, receipt } from "../../../ponder.schema.ts";
import { restApp } from "./rest-app.ts";

const block = { number: 9, hash: `0x${"ab".repeat(32)}`, timestamp: 1_763_640_000 } as const;

describe("REST on folded data", function () {
  this.timeout(120_000);
  let week: Week;
  let tables: Tables;
  let app: ReturnType<typeof restApp>;
  before(async () => {
    week = await openWeek();
    tables = await openTables(week.store);
    app = restApp(tables.db, { evidenceOf: async () => null, indexedBlock: async () => block });
  });
  after(() => tables.close());

  const get = async (path: string) => {
    const response = await app.request(path);
    return { status: response.status, json: (await response.json()) as any };
  };

  it("works", async () => {
    expect(Object.keys(getTableColumns(receipt as never)).length).to.be.greaterThan(5);
    expect(week.store.rows(payout).length).to.be.greaterThan(10);
    const { status, json } = await get(`/explain/receipt/${week.receiptIds[0]}`);
    expect(status, JSON.stringify(json)).to.equal(200);
    console.log(JSON.stringify((await get("/stats")).json));
    console.log(JSON.stringify((await get("/why/5?limit=2")).json).slice(0, 600));
  });
});
