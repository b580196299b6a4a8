import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { expect } from "chai";

import type { Database } from "../database.ts";
import { readStats, statsOf } from "./stats-route.ts";

// The columns that are read, as Ponder creates them.
const TABLES = `
  CREATE TABLE receipt (id text, payer_id integer, fee numeric(78), data_amount numeric(78), unattributed_amount numeric(78));
  CREATE TABLE account (id integer, controller text);
  CREATE TABLE account_day (account_id integer, day integer, spent numeric(78));
  CREATE TABLE payout (receipt_id text, account_id integer, amount numeric(78));
  CREATE TABLE datanet (accepted_count integer, rejected_count integer, duplicate_count integer, removed_count integer);
`;

const ROWS = `
  INSERT INTO receipt VALUES ('0x00', 1, 0, 0, 0), ('0x01', 1, 600, 300, 100), ('0x02', 4, 400, 200, 0);
  INSERT INTO account VALUES (1, '0xaa'), (2, '0xbb'), (3, '0xaa'), (4, NULL), (5, NULL);
  INSERT INTO account_day VALUES (1, 20000, 300), (1, 20001, 300), (4, 20000, 400), (2, 20000, 0);
  INSERT INTO payout VALUES ('0x01', 1, 7), ('0x01', 3, 11), ('0x01', 2, 582), ('0x02', 5, 400);
  INSERT INTO datanet VALUES (5, 2, 1, 1), (3, 0, 0, 0);
`;

describe("readStats", () => {
  const client = new PGlite();
  const database = drizzle(client) as unknown as Database;
  const stats = async () => statsOf(await readStats(database));

  before(async function () {
    this.timeout(30_000);
    await client.exec(TABLES);
  });
  after(() => client.close());

  it("is nothing of nothing", async () => {
    expect((await stats()).paidInference).to.deep.equal({ receipts: 0n, fees: 0n });
    expect((await stats()).rejectedData).to.deep.equal({ refused: 0n, judged: 0n, sharePpm: 0 });
  });

  it("counts a free receipt as unpaid, a day as no return, and a payer's other account as the payer", async () => {
    await client.exec(ROWS);
    expect(await stats()).to.deep.equal({
      paidInference: { receipts: 2n, fees: 1000n },
      payers: { all: 2n, returning: 1n, returningPpm: 500_000 },
      // 7 to itself, 11 to another account of its controller; accounts whose controllers nobody knows are not the same.
      selfPaid: { amount: 18n, ofFees: 1000n, sharePpm: 18_000 },
      rejectedData: { refused: 3n, judged: 12n, sharePpm: 250_000 },
      unattributed: { amount: 100n, ofData: 500n, sharePpm: 200_000 },
    });
  });
});
