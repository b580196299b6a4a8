import { expect } from "chai";
import pg from "pg";

import { openAnalyst, SQL_LIMITS } from "./analyst.ts";
import { sqlRoute } from "./sql-route.ts";
import { startPostgres, type PostgresServer } from "../../../../test/indexer/support/postgres-server.ts";

const block = { number: 9, hash: `0x${"ab".repeat(32)}`, timestamp: 1_763_640_000 } as const;
const reads = { indexedBlock: async () => block };
const LIMITS = { ...SQL_LIMITS, timeoutMs: 2_000, rows: 100, bytes: 200_000 };

describe("SQL over HTTP on Postgres", function () {
  this.timeout(180_000);
  let server: PostgresServer;
  let admin: pg.Client;
  let app: ReturnType<typeof sqlRoute>;
  let patient: ReturnType<typeof sqlRoute>;

  before(async () => {
    server = await startPostgres();
    admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    // A password that a URL and SQL must both quote.
    await admin.query("CREATE ROLE postgres SUPERUSER LOGIN PASSWORD 'writer''s'");
    const url = new URL(server.url);
    [url.username, url.password] = ["postgres", encodeURIComponent("writer's")];
    await admin.query(`CREATE SCHEMA "deep Schema"; CREATE TABLE "deep Schema".receipt (id text, fee numeric(78));
      INSERT INTO "deep Schema".receipt SELECT 'r' || i, i FROM generate_series(1, 3000) i; CREATE TABLE public.secret (word text); INSERT INTO public.secret VALUES ('hidden')`);
    app = sqlRoute(openAnalyst(url.href, "deep Schema", LIMITS), reads);
    patient = sqlRoute(openAnalyst(url.href, "deep Schema", { ...LIMITS, timeoutMs: 60_000 }), reads);
  });
  after(async () => {
    await admin?.end();
    await server?.remove();
  });

  const ask = async (body: unknown, target = app) => {
    const response = await target.request("/sql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return {
      status: response.status,
      json: (await response.json()) as { columns: string[]; rows: string[][]; isCut: boolean; block: unknown; error: { message: string } },
    };
  };
  const isQuiet = async (): Promise<boolean> => {
    for (let i = 0; i < 50; i++) {
      const { rows } = await admin.query<{ busy: string }>(
        "SELECT count(*) AS busy FROM pg_stat_activity WHERE usename = 'openledger_analyst'",
      );
      if (rows[0]!.busy === "0") return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  };

  it("answers a query with parameters, exactly, at a named block", async () => {
    const { status, json } = await ask({ query: "SELECT id, fee FROM receipt WHERE fee > $1 ORDER BY fee LIMIT 2", params: [2998] });
    expect(status, JSON.stringify(json)).to.equal(200);
    expect(json).to.deep.equal({
      columns: ["id", "fee"],
      rows: [
        ["r2999", "2999"],
        ["r3000", "3000"],
      ],
      isCut: false,
      block,
    });
    expect((await ask({ query: `SELECT ${2n ** 256n - 1n}::numeric AS n, NULL AS none` })).json.rows).to.deep.equal([
      [`${2n ** 256n - 1n}`, null],
    ]);
    expect((await ask({ query: "SELECT fee FROM receipt WHERE false" })).json).to.include({ isCut: false });
  });

  it("cuts rows, and refuses bytes without taking them all", async () => {
    const { json } = await ask({ query: "TABLE receipt" });
    expect(json.rows).to.have.length(100);
    expect(json.isCut).to.equal(true);
    for (const query of ["SELECT repeat('x', 100000) FROM receipt", "SELECT repeat('x', 20000000)"]) {
      const { status, json: refused } = await ask({ query }, patient);
      expect(status, JSON.stringify(refused).slice(0, 300)).to.equal(413);
      expect(refused.error.message).to.match(/larger than 200000 bytes/);
    }
    expect(await isQuiet()).to.equal(true);
  });

  const SLOW: Readonly<Record<string, string>> = {
    "a sleep": "SELECT pg_sleep(60)",
    "a cross join": "SELECT count(*) FROM receipt a, receipt b, receipt c, receipt d",
    "a sleep that has switched the server's time-out off": "SELECT set_config('statement_timeout', '0', false), pg_sleep(60)",
    "a cursor that sleeps at each row": "SELECT pg_sleep(0.5) FROM receipt",
    "a recursion without end": "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
  };
  for (const [name, query] of Object.entries(SLOW)) {
    it(`stops ${name}, and nothing goes on in the database`, async () => {
      const { status, json } = await ask({ query });
      expect(json.error?.message).to.match(/longer than 2000 ms/);
      expect(status).to.equal(408);
      expect(await isQuiet()).to.equal(true);
    });
  }

  const REFUSED: readonly (readonly [string, RegExp])[] = [
    ["DELETE FROM receipt", /begin with SELECT/],
    ["SELECT 1; DELETE FROM receipt", /multiple commands/],
    ["SELECT 1; COMMIT; DROP TABLE receipt", /multiple commands/],
    ["WITH gone AS (DELETE FROM receipt RETURNING *) SELECT * FROM gone", /data-modifying/],
    ["SELECT * INTO other FROM receipt", /syntax error|INTO/],
    ["SELECT word FROM public.secret", /permission denied/],
    ["SELECT rolpassword FROM pg_authid", /permission denied/],
    ["SELECT pg_read_file('/etc/passwd')", /permission denied/],
    ["SELECT set_config('role', 'postgres', false)", /permission denied/],
    ["SELECT set_config('transaction_read_only', 'off', false)", /read-write mode/],
    ["SELECT lo_create(0)", /read-only transaction/],
    ["SELECT nope FROM receipt", /does not exist/],
    ["SELECT 'x'::int", /invalid input syntax/],
    ["COPY receipt TO PROGRAM 'id'", /begin with SELECT/],
    ["SELECT fee FROM receipt FOR UPDATE", /./],
  ];
  for (const [query, message] of REFUSED) {
    it(`refuses ${query}`, async () => {
      const { status, json } = await ask({ query });
      expect(json.error?.message).to.match(message);
      expect(status).to.equal(400);
    });
  }

  it("refuses a body that is none, and a third query at once", async () => {
    for (const body of ["", "{", "[]", { query: 7 }, { query: "SELECT 1", more: 1 }, { query: "SELECT 1", params: [{}] }])
      expect((await ask(body)).status, JSON.stringify(body)).to.equal(400);
    expect((await ask({ query: `SELECT '${"x".repeat(70_000)}'` })).status).to.equal(413);
    const statuses = (await Promise.all([1, 2, 3].map(() => ask({ query: "SELECT pg_sleep(0.5)" })))).map(({ status }) => status);
    expect(statuses.sort()).to.deep.equal([200, 200, 429]);
  });

  it("leaves the tables as they were", async () => {
    expect((await admin.query<{ n: string }>(`SELECT count(*) AS n FROM "deep Schema".receipt`)).rows[0]!.n).to.equal("3000");
  });

  it("is closed unless switched on, and refuses PGlite", async () => {
    const off = await ask({ query: "SELECT 1" }, sqlRoute("off", reads));
    expect([off.status, off.json.error.message]).to.deep.equal([
      404,
      "There is no SQL here; its operator switches it on with OPENLEDGER_SQL=on.",
    ]);
    const pglite = await ask({ query: "SELECT 1" }, sqlRoute("pglite", reads));
    expect(pglite.status).to.equal(501);
    expect(pglite.json.error.message).to.match(/DATABASE_URL/);
  });
});
