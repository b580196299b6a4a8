import { expect } from "chai";
import type { Hex } from "viem";

import { hashOf } from "../../../test/support/fold.ts";
import { evidenceRoute } from "../rest/evidence-route.ts";
import type { ReceiptFacts } from "./check-bundle.ts";
import { evidenceReader, privateEvidenceReader } from "./evidence-of.ts";
import { bundleOf, FACTS, ITEM_ROOT } from "../../../test/support/sample-bundle.ts";

const RECEIPT = hashOf("receipt");
const block = { number: 9, hash: hashOf("block"), timestamp: 1_763_640_000 };
const SIGNED = { account: 7, expiry: 2_000, nonce: `0x${"aa".repeat(32)}`, signature: `0x${"bb".repeat(65)}` };

describe("private evidence through the indexer", () => {
  let asked: { method: string; body: unknown }[];
  let respond: (isSigned: boolean) => Response;
  const reads = {
    receipt: async (id: Hex) =>
      id === RECEIPT ? { endpoint: "http://127.0.0.1:9", facts: FACTS as Omit<ReceiptFacts, "itemRoots"> } : null,
    itemRoots: async () => new Map([["1-1", ITEM_ROOT]]),
  };
  const options = {
    allowedHosts: ["127.0.0.1"],
    fetcher: (async (_url: URL, init?: RequestInit) => {
      const body = init?.body as string | undefined;
      asked.push({ method: init?.method ?? "GET", body: body === undefined ? undefined : (JSON.parse(body) as unknown) });
      return respond(body !== undefined);
    }) as typeof fetch,
  };
  const app = evidenceRoute(
    {
      evidenceOf: evidenceReader(reads, options),
      privateEvidenceOf: privateEvidenceReader(reads, options),
      indexedBlock: async () => block,
      freshnessOf: async () => null,
    },
    async () => null,
    () => 1_000,
  );
  beforeEach(() => {
    asked = [];
    respond = (isSigned) => Response.json(bundleOf(isSigned ? "checks effects" : undefined));
  });
  const post = async (body: unknown, id: string = RECEIPT) => {
    const response = await app.request(`/evidence/${id}`, { method: "POST", body: JSON.stringify(body) });
    const json = (await response.json()) as {
      status: string;
      spans: { words: string | null }[];
      block: unknown;
      error: { message: string };
    };
    return { status: response.status, headers: response.headers, json };
  };

  it("passes the request on to the gateway, checks the answer, and keeps none of it for others", async () => {
    const { status, headers, json } = await post(SIGNED);
    expect(status).to.equal(200);
    expect(json).to.deep.include({ status: "verified", block });
    expect(json.spans.map(({ words }) => words)).to.include("checks effects");
    expect(headers.get("cache-control")).to.equal("private, no-store");
    expect(asked).to.deep.equal([{ method: "POST", body: SIGNED }]);
    const open = (await (await app.request(`/evidence/${RECEIPT}`)).json()) as { spans: { words: string | null }[] };
    expect(open.spans.every(({ words }) => words === null)).to.equal(true);
  });

  for (const status of [400, 401, 403, 409]) {
    it(`gives the gateway's ${status} and its reason back`, async () => {
      respond = () => Response.json({ error: { message: "used\u0000 before" } }, { status });
      const answer = await post(SIGNED);
      expect(answer.status).to.equal(status);
      expect(answer.json.error.message).to.match(/^The gateway refused the request: used. before$/);
    });
  }

  it("shows a false bundle and a silent gateway as such", async () => {
    respond = () => Response.json({ ...bundleOf("lie"), outputRoot: hashOf("lie") });
    expect((await post(SIGNED)).json).to.include({ status: "mismatch", problem: "its roots do not give the receipt's context root" });
    respond = () => new Response("", { status: 500 });
    expect((await post(SIGNED)).json).to.include({ status: "missing", problem: "the gateway answered 500" });
  });

  it("refuses what is malformed, expired or unknown without asking the gateway", async () => {
    const { signature, ...unsigned } = SIGNED;
    for (const body of [
      unsigned,
      { ...SIGNED, nonce: "0x12" },
      { ...SIGNED, account: 2 ** 32 },
      { ...SIGNED, more: 1 },
      { ...SIGNED, signature: `${signature}f` },
      [],
    ])
      expect((await post(body)).status, JSON.stringify(body)).to.equal(400);
    expect((await post({ ...SIGNED, expiry: 999 })).json.error.message).to.match(/expired at 999/);
    expect((await post(SIGNED, "0x12")).status).to.equal(400);
    expect((await post(SIGNED, hashOf("other"))).status).to.equal(404);
    expect((await post({ ...SIGNED, signature: `0x${"00".repeat(10_000)}` })).status).to.equal(413);
    expect(asked).to.deep.equal([]);
  });
});
