import { expect } from "chai";
import pg from "pg";

import { sleep } from "../../scripts/lib/service.ts";
import { startOnce } from "./support/start-once.ts";
import type { RunningIndexer } from "./support/running-indexer.ts";
import { expectSame, setStage, type Stage } from "./support/stage.ts";

const FILL_MS = 180_000;
const COUNT = "{ receipts(limit: 1) { totalCount } legs(limit: 1) { totalCount } }";

describe("one writer and two readers on Postgres", function () {
  this.timeout(400_000);
  let stage: Stage;
  let writer: RunningIndexer;
  let readers: RunningIndexer[];

  before(async () => {
    stage = await setStage({ withPostgres: true });
    writer = await stage.indexer({ name: "writer", args: ["--schema", "first"] });
    await writer.reach(await stage.chain.head(), FILL_MS);
    readers = await Promise.all(["one", "two"].map((name) => stage.indexer({ name, args: ["--reader"] })));
    for (const reader of readers) await reader.reach(await stage.chain.head(), FILL_MS);
  });
  after(async () => stage?.remove());

  it("answers every request, and never with fewer rows, while another schema is deployed", async () => {
    let isPolling = true;
    let [polls, most] = [0, 0];
    const failures: string[] = [];
    const poll = async (): Promise<void> => {
      while (isPolling) {
        const reader = readers[(polls += 1) % readers.length]!;
        const response = await fetch(`${reader.url}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query: COUNT }),
        }).catch((error: unknown) => new Response(String(error), { status: 599 }));
        const body = await response.text();
        const { data } = (response.ok ? JSON.parse(body) : {}) as { data?: Record<"receipts" | "legs", { totalCount: number }> };
        const rows = data === undefined ? -1 : data.receipts.totalCount + data.legs.totalCount;
        if (rows < most) failures.push(`HTTP ${response.status}, ${rows} rows after ${most}: ${body.slice(0, 200)}`);
        most = Math.max(most, rows);
        await sleep(20);
      }
    };
    const polling = poll();
    await writer.stop();
    writer = await stage.indexer({ name: "writer-2", args: ["--schema", "second"] });
    await stage.chain.settle(2);
    await writer.reach(await stage.chain.head(), FILL_MS);
    for (const reader of readers) await reader.reach(await stage.chain.head(), FILL_MS);
    await stage.chain.settle(1);
    for (const reader of readers) await reader.reach(await stage.chain.head(), FILL_MS);
    // One poll may have been answered before its reader was there; one more of each reader begins after it.
    const reached = polls;
    while (polls <= reached + readers.length) await sleep(20);
    isPolling = false;
    await polling;
    expect(failures).to.deep.equal([]);
    expect(polls).to.be.greaterThan(20);
    expect(most).to.equal(13 * 4 * (1 + 3));
    for (const { url } of readers) expect((await fetch(`${url}/ready`)).status).to.equal(200);
  });

  it("has removed the schema of the first deployment, and shows what the second holds", async () => {
    const client = new pg.Client({ connectionString: stage.postgres!.url });
    await client.connect();
    const schemas = async () =>
      (await client.query<{ name: string }>("SELECT nspname AS name FROM pg_namespace")).rows.map(({ name }) => name);
    await writer.until("the first schema is gone", async () => !(await schemas()).includes("first"));
    expect(await schemas()).to.include.members(["second", "openledger"]);
    expectSame(await stage.dump(), await stage.dump("second"));
    await client.query(`INSERT INTO openledger_supervisor.state VALUES ('code:third', '"openledger_of_other_code"')`);
    await client.query(`ALTER VIEW openledger.receipt RENAME COLUMN fee TO price`);
    await client.end();
  });

  it("refuses, in one line that says what to do, a schema of other code and views that lack a column", async () => {
    const env = { OPENLEDGER_RPC_URL: stage.chain.url, OPENLEDGER_DEPLOYMENT: stage.deploymentFile, DATABASE_URL: stage.postgres!.url };
    const [schema, views, nothing] = await Promise.all([
      startOnce(env, "--schema", "third"),
      startOnce(env, "--reader"),
      startOnce(env, "--reader", "--views-schema", "nobody"),
    ]);
    expect(schema).to.match(/^--schema third holds tables of other code or another deployment; give a new name/);
    expect(views).to.match(/^The schema openledger is of other code: receipt\.fee is missing; start the writer of this version/);
    expect(nothing).to.match(/^Nothing is published in the schema nobody; start a writer on this database first/);
  });
});
