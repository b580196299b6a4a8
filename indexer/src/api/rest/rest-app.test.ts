import { expect } from "chai";

import type { Database } from "../database.ts";
import { OPENAPI } from "./openapi.ts";
import { restApp } from "./rest-app.ts";

/** A database that must not be asked. */
const untouched = new Proxy({}, { get: (_, name) => expect.fail(`the database was asked to ${String(name)}`) }) as Database;
const block = { number: 9, hash: `0x${"ab".repeat(32)}`, timestamp: 1_763_640_000 } as const;
const app = restApp(untouched, { evidenceOf: async () => null, indexedBlock: async () => block, freshnessOf: async () => null });

/** Served beside the tables' routes; their own tests are beside them. */
const BESIDE = ["POST /sql", "GET /v1/health", "GET /v1/ready", "GET /v1/metrics"];

type Operation = { readonly parameters: readonly { readonly name: string; readonly in: string }[]; readonly responses: object };
const documented = OPENAPI.paths as unknown as Readonly<Record<string, { readonly get: Operation }>>;

const REFUSED: Readonly<Record<string, RegExp>> = {
  "/explain/epoch/0/0": /named by its gateway, from 1/,
  "/explain/epoch/1/x": /named by its gateway, from 1/,
  "/explain/epoch/1/0?account=0": /account must be a number from 1/,
  "/explain/epoch/1/0?account=5&from=-1": /from a sequence from 0/,
  "/why/0": /number from 1/,
  "/why/1?limit=0": /limit must be 1 to 200/,
  "/why/1?limit=201": /limit must be 1 to 200/,
  "/why/1?cursor=x": /next of an earlier answer/,
  "/evidence/0x12": /64 hexadecimal digits/,
  "/explain/receipt/nonsense": /64 hexadecimal digits/,
  [`/explain/receipt/0x${"0".repeat(63)}g`]: /64 hexadecimal digits/,
  "/explain/account/1.5": /number from 1/,
  "/explain/account/4294967296": /number from 1/,
  "/explain/account/1%27%20OR%201=1": /number from 1/,
  "/explain/account/1?from=yesterday": /Unix seconds or dates/,
  "/explain/account/1?to=2026-02-30": /Unix seconds or dates/,
  "/explain/account/1?from=999999999999": /Unix seconds or dates/,
  "/explain/account/1?from=2026-11-20&to=2026-11-20": /from must be before to/,
  "/explain/contribution/0": /decimal number/,
  "/explain/contribution/9223372036854775808": /decimal number/,
  "/lineage/validator/1": /datanet, model, adapter, agent/,
  "/lineage/constructor/1": /datanet, model, adapter, agent/,
  "/lineage/model/-1": /number from 1/,
  "/spend?start_date=20-11-2026": /start_date must be a date/,
  "/spend?end_date=2026-02-30": /end_date must be a date/,
  "/spend?start_date=2026-11-21&end_date=2026-11-20": /must not be after/,
  "/spend?start_date=2000-01-01&end_date=2026-11-20": /366 days/,
  "/spend?user_id=1%20OR%201=1": /user_id must be the number/,
  "/spend?api_key=sk-1": /api_key is not on chain/,
  "/spend?group_by=team": /group_by must be customer, model, gateway/,
  "/spend/logs?request_id=0x12": /request_id must be a receipt id/,
  "/spend/logs?limit=1001": /limit must be 1 to 1000/,
  "/spend/logs?cursor=x": /next of an earlier answer/,
  "/global/spend/report?team_id=1": /team_id is not on chain/,
  "/proof/receipt/0x": /64 hexadecimal digits/,
  "/proof/leg/0x/0": /64 hexadecimal digits/,
  [`/proof/leg/0x${"0".repeat(64)}/-1`]: /position must be a number/,
  [`/proof/leg/0x${"0".repeat(64)}/1e3`]: /position must be a number/,
  "/proof/contribution/x": /decimal number/,
  [`/proof/account/${2n ** 256n - 1n}`]: /number from 1/,
};

describe("the REST interface", () => {
  it("has the routes that its OpenAPI document describes, with their parameters", () => {
    const routes = app.routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    const described = Object.entries(documented).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    // A middleware of a route is listed as a route of its own.
    expect([...new Set(routes), ...BESIDE].sort()).to.deep.equal([...described].sort());
    for (const [path, { get }] of Object.entries(documented).filter(([, methods]) => Object.hasOwn(methods, "get"))) {
      const names = get.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      expect(names, path).to.deep.equal([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it("serves the document, and its references lead somewhere", async () => {
    const response = await app.request("/openapi.json");
    const text = await response.text();
    expect(response.status).to.equal(200);
    expect(JSON.parse(text)).to.deep.equal(JSON.parse(JSON.stringify(OPENAPI)));
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(OPENAPI.components.schemas).to.have.property(name!);
  });

  it("says which block it stands at", async () => {
    expect(((await (await app.request("/")).json()) as { block: unknown }).block).to.deep.equal(block);
  });

  for (const [path, message] of Object.entries(REFUSED)) {
    it(`refuses ${path} without asking the database`, async () => {
      const response = await app.request(path);
      const { error } = (await response.json()) as { error: { message: string } };
      expect(response.status).to.equal(400);
      expect(error.message).to.match(message);
    });
  }

  it("tries a malformed parameter on every route that documents a refusal", () => {
    const refusing = Object.entries(documented).filter(([, { get }]) => get !== undefined && Object.hasOwn(get.responses, 400));
    for (const [path] of refusing) {
      const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`);
      expect(
        Object.keys(REFUSED).some((tried) => pattern.test(tried.split("?")[0]!)),
        path,
      ).to.equal(true);
    }
  });
});
