import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { contextRoot, evidenceRoot, recordsRoot, requestHash, retrievedRoot, type Evidence as EvidenceRecord } from "@openledger/sdk";
import { expect } from "chai";
import type { Hex } from "viem";

import { hashOf } from "../../../test/support/fold.ts";
import type { ReceiptFacts } from "./check-bundle.ts";
import { evidenceReader } from "./evidence-of.ts";
import { gatewayUrl } from "./gateway-url.ts";

const RECEIPT = hashOf("receipt");
const METHOD = hashOf("method");
const ITEM_ROOT = hashOf("items");

const RECORDS: EvidenceRecord[] = [
  { class: "proven", contributionId: 7n, outputStart: 0, outputLength: 4, itemStart: 10, itemLength: 4, documents: 1, credit: 10n },
  { class: "proven", contributionId: 7n, outputStart: 9, outputLength: 6, itemStart: 30, itemLength: 6, documents: 2, credit: 20n },
  { class: "recomputable", contributionId: 8n, outputStart: 0, outputLength: 0, itemStart: 0, itemLength: 0, documents: 0, credit: 5n },
];

const CONTEXT = {
  requestHash: requestHash("chatcmpl-1"),
  promptRoot: hashOf("prompt"),
  outputRoot: hashOf("output"),
  methodId: METHOD,
  snapshotRoot: ITEM_ROOT,
  evidenceRoot: evidenceRoot({
    recordsRoot: recordsRoot(RECORDS),
    outputTokensRoot: hashOf("output tokens"),
    retrievedRoot: retrievedRoot([8n]),
  }),
};

const bundle = () => ({
  object: "openledger.evidence",
  requestId: "chatcmpl-1",
  ...CONTEXT,
  outputTokensRoot: hashOf("output tokens"),
  retrieved: ["8"],
  snapshots: [{ datanet: 1, number: 1, itemRoot: ITEM_ROOT }],
  evidence: RECORDS.map((record) => ({ ...record, contributionId: `${record.contributionId}`, credit: `${record.credit}` })),
  spans: [
    { contributionId: "7", outputStart: 0, outputLength: 4, itemStart: 10, documents: 1, words: "checks\u0000 effects interactions first" },
    { contributionId: "7", outputStart: 9, outputLength: 6, itemStart: 30, documents: 2 },
  ],
});

const FACTS: Omit<ReceiptFacts, "itemRoots"> = {
  contextRoot: contextRoot(CONTEXT),
  methodId: METHOD,
  legs: [
    { contributionId: 7n, class: "proven", weight: 1_000, amount: 100_001n },
    { contributionId: 8n, class: "recomputable", weight: 77, amount: 5n },
  ],
};

describe("evidence", () => {
  let server: Server;
  let endpoint: string;
  let respond: (path: string) => { status?: number; headers?: Record<string, string>; body: string | Buffer } | null;
  let asked: string[];

  before((done) => {
    server = createServer((request, response) => {
      asked.push(request.url!);
      const answer = respond(request.url!);
      if (answer === null) return;
      response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
    }).listen(0, "127.0.0.1", () => {
      endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
    respond = () => ({ body: JSON.stringify(bundle()) });
  });

  const read = (options: { facts?: Partial<typeof FACTS>; endpoint?: string | null; hosts?: string[]; itemRoot?: Hex } = {}) =>
    evidenceReader(
      {
        receipt: async () => ({
          endpoint: options.endpoint === undefined ? endpoint : options.endpoint,
          facts: { ...FACTS, ...options.facts },
        }),
        itemRoots: async () => new Map([["1-1", options.itemRoot ?? ITEM_ROOT]]),
      },
      { allowedHosts: options.hosts ?? ["127.0.0.1"] },
    );

  it("of a receipt that is in no table is verified against what is given", async () => {
    const reader = evidenceReader(
      { receipt: async () => null, itemRoots: async () => new Map([["1-1", ITEM_ROOT]]) },
      { allowedHosts: ["127.0.0.1"] },
    );
    expect(await reader(RECEIPT)).to.equal(null);
    const other = { ...FACTS, contextRoot: hashOf("another context") };
    expect(await reader(RECEIPT, { endpoint, facts: other })).to.include({ status: "mismatch", verified: false });
    expect(await reader(RECEIPT, { endpoint, facts: FACTS })).to.include({ status: "verified", methodId: METHOD });
  });

  it("is verified against the receipt, with words and shares that sum to each leg's weight", async () => {
    const reader = read();
    const evidence = (await reader(RECEIPT))!;
    expect(evidence).to.include({ status: "verified", verified: true, problem: null, methodId: METHOD });
    expect(
      evidence.spans.map(({ contributionId, words, wordCount, shareUnits, amount }) => [
        contributionId,
        words,
        wordCount,
        shareUnits,
        amount,
      ]),
    ).to.deep.equal([
      [7n, "checks\ufffd effects interactions first", 4, 333, 33_333n],
      [7n, null, 6, 667, 66_668n],
      [8n, null, 0, 77, 5n],
    ]);
    await reader(RECEIPT);
    expect(asked).to.deep.equal([`/v1/receipts/${RECEIPT}/evidence`]);
  });

  const lies: readonly (readonly [string, object, RegExp])[] = [
    ["another output root", { outputRoot: hashOf("lie") }, /context root/],
    ["a record left out", { evidence: bundle().evidence.slice(1) }, /evidence root/],
    ["other retrieved items", { retrieved: ["7"] }, /evidence root/],
    ["a record changed", { evidence: bundle().evidence.map((record) => ({ ...record, documents: 9 })) }, /evidence root/],
    ["another request", { requestId: "chatcmpl-2" }, /request hash/],
    ["no snapshot", { snapshots: [] }, /snapshot root/],
    ["a span without a record", { spans: [{ ...bundle().spans[0]!, outputStart: 3 }] }, /has no record/],
    ["a missing field", { evidence: undefined }, /evidence is malformed/],
    ["an absurd number", { evidence: [{ ...bundle().evidence[0]!, documents: 2 ** 40 }] }, /documents is malformed/],
  ];
  for (const [lie, change, problem] of lies) {
    it(`is a mismatch with ${lie}`, async () => {
      respond = () => ({ body: JSON.stringify({ ...bundle(), ...change }) });
      const evidence = (await read()(RECEIPT))!;
      expect(evidence).to.include({ status: "mismatch", verified: false });
      expect(evidence.problem).to.match(problem);
      expect(evidence.spans).to.deep.equal([]);
    });
  }

  it("is a mismatch if the chain knows other legs, another method or another snapshot", async () => {
    const problemWith = async (options: Parameters<typeof read>[0]) => (await read(options)(RECEIPT))!.problem;
    expect(await problemWith({ facts: { legs: FACTS.legs.slice(1) } })).to.match(/no such leg/);
    expect(
      await problemWith({ facts: { legs: [...FACTS.legs, { contributionId: 9n, class: "proven", weight: 1, amount: 0n }] } }),
    ).to.match(/has no record/);
    expect(await problemWith({ facts: { methodId: hashOf("other") } })).to.match(/method/);
    expect(await problemWith({ itemRoot: hashOf("other") })).to.match(/was not published/);
  });

  it("is a mismatch if the answer is no bundle, or larger than a megabyte", async () => {
    respond = () => ({ body: "<html>" });
    expect((await read()(RECEIPT))!).to.include({ status: "mismatch", problem: "the bundle is not JSON" });
    respond = () => ({ body: Buffer.alloc(1_100_000, " ") });
    expect((await read()(RECEIPT))!.problem).to.match(/larger than 1048576 bytes/);
  });

  it("is missing if the gateway has none, sends elsewhere, or does not answer in time", async function () {
    this.timeout(10_000);
    respond = () => ({ status: 404, body: "{}" });
    expect((await read()(RECEIPT))!).to.include({ status: "missing", problem: "the gateway answered 404" });
    respond = (path) =>
      path.endsWith("/elsewhere") ? { body: JSON.stringify(bundle()) } : { status: 302, headers: { location: "/elsewhere" }, body: "" };
    expect((await read()(RECEIPT))!.status).to.equal("missing");
    expect(asked).to.not.include("/elsewhere");
    respond = () => null;
    expect((await read()(RECEIPT))!.problem).to.match(/within 3000 ms/);
  });

  it("is never fetched from an address that is not allowed", async () => {
    for (const address of [
      "http://10.0.0.1:1",
      "file:///etc/passwd",
      "ftp://127.0.0.1",
      "http://user:password@127.0.0.1:1",
      "nonsense",
      "http://127.0.0.1.example.org",
      "",
    ]) {
      const evidence = (await read({ endpoint: address })(RECEIPT))!;
      expect(evidence.status, address).to.equal("missing");
    }
    expect((await read({ hosts: [] })(RECEIPT))!.problem).to.equal("this indexer does not fetch from 127.0.0.1");
    expect((await read({ endpoint: null })(RECEIPT))!.problem).to.match(/unknown/);
    expect(asked).to.deep.equal([]);
  });

  it("finds the route below whatever the endpoint is", () => {
    const path = `/v1/receipts/${RECEIPT}/evidence`;
    const urlOf = (endpoint: string) => (gatewayUrl(endpoint, path.slice(4), ["a"]) as URL).href;
    expect(urlOf("http://a")).to.equal(`http://a${path}`);
    expect(urlOf("http://a/")).to.equal(`http://a${path}`);
    expect(urlOf("http://a/v1/")).to.equal(`http://a${path}`);
    expect(urlOf("http://a/gw?x=1#y")).to.equal(`http://a/gw${path}`);
  });
});
