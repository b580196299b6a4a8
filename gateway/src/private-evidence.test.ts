/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-explicit-any -- bodies of all routes are read as they come */
import { contextRoot, evidenceRequestTypedData, type EvidenceRequest } from "@openledger/sdk";
import { expect } from "chai";
import { toHex, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { contributorKey, MODEL, PAYER, payerAccount } from "../test/fake-chain.ts";
import { startGateway, type Started } from "../test/start-gateway.ts";

const QUESTION = { model: MODEL, messages: [{ role: "user", content: "How do I prevent reentrant calls to a function?" }] };
const CONTRIBUTOR = 10;
const STRANGER = 12;

describe("private evidence", () => {
  let started: Started;
  let receiptId: Hex;
  let nonces = 0;
  before(async () => {
    started = await startGateway();
    const key = await started.createKey();
    receiptId = (await started.call("/v1/chat/completions", { key, body: QUESTION })).json.openledger.receipt_id;
  });
  after(() => started.close());

  const sign = async (change: Partial<EvidenceRequest> = {}, signer = payerAccount, chainId = started.fake.chain.chainId) => {
    const request: EvidenceRequest = {
      receiptId,
      account: PAYER,
      expiry: Math.floor(Date.now() / 1000) + 60,
      nonce: toHex(++nonces, { size: 32 }),
      ...change,
    };
    const signature = await signer.signTypedData(evidenceRequestTypedData({ chainId, router: started.fake.chain.router, request }));
    const { account, expiry, nonce } = request;
    return { account, expiry, nonce, signature };
  };
  const ask = async (body: unknown) => started.call(`/v1/receipts/${receiptId}/evidence`, { body });
  const contributor = privateKeyToAccount(contributorKey(CONTRIBUTOR));
  const spansOf = (json: any, account: number): any[] =>
    json.spans.filter(({ contributionId }: { contributionId: string }) => Number(BigInt(contributionId) >> 24n) === account);

  it("shows lengths and shares to everybody, and no word", async () => {
    const { json } = await started.call(`/v1/receipts/${receiptId}/evidence`);
    expect(json.spans.length).to.be.greaterThan(0);
    for (const span of json.spans) expect(span).to.have.all.keys("contributionId", "outputStart", "outputLength", "itemStart", "documents");
    expect(json).to.not.have.property("salt");
  });

  it("shows the payer everything that its key shows", async () => {
    const { status, json, headers } = await ask(await sign());
    expect(status, JSON.stringify(json)).to.equal(200);
    expect(json.salt).to.match(/^0x[0-9a-f]{64}$/);
    for (const span of json.spans) expect(span.words).to.be.a("string");
    expect(contextRoot(json)).to.equal(json.contextRoot);
    expect(headers.get("cache-control")).to.equal("private, no-store");
  });

  it("shows a contributor the words of its own items, where they stand in the answer to nobody else, and no salt", async () => {
    const { status, json } = await ask(await sign({ account: CONTRIBUTOR }, contributor));
    expect(status, JSON.stringify(json)).to.equal(200);
    expect(spansOf(json, CONTRIBUTOR).length).to.be.greaterThan(0);
    for (const span of json.spans) {
      const isOwn = Number(BigInt(span.contributionId) >> 24n) === CONTRIBUTOR;
      expect(Object.hasOwn(span, "words")).to.equal(isOwn);
      expect(span).to.not.have.property("outputRange");
    }
    expect(json).to.not.have.property("salt");
  });

  it("shows a member of a panel that judges it the output by its words' hashes, and a contributor on it its own words too", async () => {
    const { panels } = started.fake.state;
    for (const account of [STRANGER, CONTRIBUTOR]) panels.add(`${receiptId}/${account}`);
    try {
      const member = await ask(await sign({ account: STRANGER }, privateKeyToAccount(contributorKey(STRANGER))));
      expect(member.status, JSON.stringify(member.json)).to.equal(200);
      expect([member.json.salt, member.json.outputHashes]).to.satisfy((shown: unknown[]) => shown.every((hex) => typeof hex === "string"));
      for (const span of member.json.spans) expect(span).to.not.have.any.keys("words", "outputRange");
      const both = await ask(await sign({ account: CONTRIBUTOR }, contributor));
      expect(both.json.outputHashes).to.equal(member.json.outputHashes);
      expect(spansOf(both.json, CONTRIBUTOR)[0]).to.have.property("words");
    } finally {
      panels.clear();
    }
  });

  it("takes each request once", async () => {
    const body = await sign();
    expect((await ask(body)).status).to.equal(200);
    const again = await ask(body);
    expect([again.status, again.json.error.code]).to.deep.equal([409, "nonce_already_used"]);
    const upper = await ask({ ...body, nonce: `0x${body.nonce.slice(2).toUpperCase()}` });
    expect(upper.status).to.equal(409);
    const both = await sign();
    expect((await Promise.all([ask(both), ask(both)])).map(({ status }) => status).sort()).to.deep.equal([200, 409]);
  });

  it("does not use up a nonce for a request that it refuses", async () => {
    const nonce = toHex(777, { size: 32 });
    expect((await ask(await sign({ nonce }, contributor))).status).to.equal(401);
    expect((await ask(await sign({ nonce }))).status).to.equal(200);
  });

  const now = () => Math.floor(Date.now() / 1000);
  const REFUSED: readonly (readonly [string, () => Promise<unknown>, number, string])[] = [
    ["one that has expired", () => sign({ expiry: now() - 1 }), 400, "request_expired"],
    ["one that is good for too long", () => sign({ expiry: now() + 3_600 }), 400, "expiry_too_late"],
    ["another's signature", () => sign({}, contributor), 401, "bad_request_signature"],
    ["a signature for another receipt", () => sign({ receiptId: toHex(1, { size: 32 }) }), 401, "bad_request_signature"],
    ["a signature for another chain", () => sign({}, payerAccount, 10), 401, "bad_request_signature"],
    ["a changed expiry", async () => ({ ...(await sign()), expiry: now() + 30 }), 401, "bad_request_signature"],
    ["a changed account", async () => ({ ...(await sign()), account: CONTRIBUTOR }), 401, "bad_request_signature"],
    ["an account that nobody controls", () => sign({ account: 999 }), 401, "bad_request_signature"],
    [
      "an account that has no part in it",
      () => sign({ account: STRANGER }, privateKeyToAccount(contributorKey(STRANGER))),
      403,
      "evidence_not_yours",
    ],
    ["an account of 2^256 - 1", async () => ({ ...(await sign()), account: 2 ** 256 }), 400, "invalid_value"],
    ["a nonce that is none", async () => ({ ...(await sign()), nonce: "0x12" }), 400, "invalid_value"],
    ["no signature", async () => ({ ...(await sign()), signature: undefined }), 400, "invalid_value"],
    ["nothing", async () => "", 400, "invalid_json"],
  ];
  for (const [name, body, status, code] of REFUSED) {
    it(`refuses ${name}`, async () => {
      const answer = await ask(await body());
      expect([answer.status, answer.json.error.code], answer.text).to.deep.equal([status, code]);
      expect(answer.text).to.not.include('"words"');
    });
  }

  it("knows no evidence of an unknown receipt", async () => {
    const { status } = await started.call(`/v1/receipts/0x${"00".repeat(32)}/evidence`, { body: await sign() });
    expect(status).to.equal(404);
  });
});
