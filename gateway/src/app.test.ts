/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- bodies of all routes are read as they come */
import {
  contextRoot,
  decodeReceipt,
  evidenceRoot,
  outputTokens,
  recordsRoot,
  retrievedRoot,
  unpackHashes,
  wordHash,
  feeOf,
  legsRoot,
  receiptId,
  receiptTypedData,
  requestHash,
  chunkRoot,
  contentRoot,
  type Evidence,
} from "@openledger/sdk";
import { expect } from "chai";
import { recoverTypedDataAddress } from "viem";

import { tokenise } from "./attribution/tokenise.ts";
import { UpstreamError, type Upstream } from "./model/types.ts";
import { ITEMS, MODEL } from "../test/fake-chain.ts";
import { ADMIN_TOKEN, startGateway, type Started } from "../test/start-gateway.ts";

const QUESTION = { model: MODEL, messages: [{ role: "user", content: "How do I prevent reentrant calls to a function?" }] };
const failing = (error: Error): Upstream => ({
  id: "broken.example",
  description: "",
  mostPromptTokens: () => 100,
  async *serve() {
    yield { type: "text", text: "half an " };
    throw error;
  },
});

describe("gateway", () => {
  let started: Started;
  let key: string;
  beforeEach(async () => {
    started = await startGateway();
    key = await started.createKey({ label: "test" });
  });
  afterEach(() => started.close());

  describe("answers", () => {
    it("answers from the Datanet and bills by the offering", async () => {
      const { status, json, headers } = await started.call("/v1/chat/completions", { key, body: QUESTION });
      expect(status, JSON.stringify(json)).to.equal(200);
      expect(json.object).to.equal("chat.completion");
      expect(json.choices[0].message.content).to.contain("helps prevent reentrant calls to a function");
      expect(json.choices[0].finish_reason).to.equal("stop");
      const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = json.usage;
      const fee = feeOf({ promptTokens, completionTokens, promptPrice: 1_000_000n, completionPrice: 2_000_000n });
      expect(json.openledger.fee).to.equal(fee.toString());
      expect(json.openledger.usage_source).to.equal("embedded");
      expect(headers.get("x-openledger-receipt")).to.equal(json.openledger.receipt_id);
      const me = await started.call("/v1/keys/me", { key });
      expect(me.json.spent).to.equal(fee.toString());
    });

    it("says so when it finds nothing, and leaves it unattributed", async () => {
      const { json } = await started.call("/v1/chat/completions", {
        key,
        body: { model: MODEL, messages: [{ role: "user", content: "Which wine goes with roast duck?" }] },
      });
      expect(json.choices[0].message.content).to.contain("I found nothing about this in the Datanet");
      expect(json.openledger.unattributed_share).to.be.greaterThan(0.9);
    });

    it("continues a text from the corpus", async () => {
      const { json } = await started.call("/v1/completions", {
        key,
        body: { model: MODEL, prompt: "A timelock gives the users", max_tokens: 12 },
      });
      expect(json.object).to.equal("text_completion");
      expect(json.choices[0].text).to.match(/^ of a contract time to exit before/);
      expect(json.usage.completion_tokens).to.be.at.most(12);
    });

    it("stops at max_tokens and at a stop sequence", async () => {
      const short = await started.call("/v1/chat/completions", { key, body: { ...QUESTION, max_tokens: 5 } });
      expect(short.json.choices[0].finish_reason).to.equal("length");
      expect(short.json.usage.completion_tokens).to.be.at.most(5);
      const stopped = await started.call("/v1/chat/completions", { key, body: { ...QUESTION, stop: "prevent" } });
      expect(stopped.json.choices[0].message.content).to.match(/helps $/);
    });

    it("streams chunks, the usage last, and journals before the end", async () => {
      const { text, headers } = await started.call("/v1/chat/completions", { key, body: { ...QUESTION, stream: true } });
      const data = text
        .split("\n\n")
        .filter(Boolean)
        .map((event) => event.replace(/^data: /, ""));
      expect(data.at(-1)).to.equal("[DONE]");
      const chunks = data.slice(0, -1).map((line) => JSON.parse(line));
      expect(chunks[0].choices[0].delta.role).to.equal("assistant");
      expect(chunks.at(-2).choices[0].finish_reason).to.equal("stop");
      expect(chunks.at(-1).choices).to.deep.equal([]);
      expect(chunks.at(-1).usage.completion_tokens).to.be.greaterThan(0);
      const receipt = await started.call(`/v1/receipts/${headers.get("x-openledger-receipt")}`);
      expect(receipt.json.receipt_id).to.equal(chunks.at(-1).openledger.receipt_id);
    });

    it("bills what was served when the client goes away", async () => {
      const endless: Upstream = {
        id: "slow.example",
        description: "",
        mostPromptTokens: () => 100,
        async *serve({ signal }) {
          for (let i = 0; i < 200 && !signal.aborted; i++) {
            yield { type: "text", text: `word${i} ` };
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
          yield { type: "end", finishReason: "stop", usage: { promptTokens: 5, completionTokens: 400 }, retrieved: [] };
        },
      };
      const other = await startGateway({ upstream: endless });
      try {
        const otherKey = await other.createKey();
        const response = await other.app.request("/v1/chat/completions", {
          method: "POST",
          headers: { authorization: `Bearer ${otherKey}`, "content-type": "application/json" },
          body: JSON.stringify({ ...QUESTION, stream: true }),
        });
        const reader = response.body!.getReader();
        for (let i = 0; i < 8; i++) await reader.read();
        await reader.cancel();
        const id = response.headers.get("x-openledger-receipt");
        let receipt = await other.call(`/v1/receipts/${id}`);
        for (let i = 0; i < 100 && receipt.status !== 200; i++) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          receipt = await other.call(`/v1/receipts/${id}`);
        }
        expect(receipt.status).to.equal(200);
        expect(receipt.json.receipt.completionTokens).to.be.within(3, 60);
      } finally {
        await other.close();
      }
    });
  });

  describe("receipts", () => {
    it("can be checked by anyone from what the gateway publishes", async () => {
      const answer = await started.call("/v1/chat/completions", { key, body: QUESTION });
      const output = answer.json.choices[0].message.content as string;
      const { json } = await started.call(`/v1/receipts/${answer.json.id}`);
      const receipt = decodeReceipt(json.packed);
      expect(receiptId(receipt)).to.equal(json.receipt_id);
      const legs = json.legs.map((leg: { contributionId: string }) => ({ ...leg, contributionId: BigInt(leg.contributionId) }));
      expect(legsRoot(legs)).to.equal(receipt.legsRoot);
      const weights = legs.reduce((sum: number, leg: { weight: number }) => sum + leg.weight, 0);
      expect(weights + json.unattributed).to.equal(receipt.weightTotal);
      expect(receipt.weightTotal).to.equal(50_000);
      const typed = receiptTypedData({ chainId: json.domain.chainId, router: json.domain.verifyingContract, receipt });
      expect(await recoverTypedDataAddress({ ...typed, signature: json.signature } as never)).to.equal(json.signer);

      const evidence = (await started.call(`/v1/receipts/${json.receipt_id}/evidence`, { key })).json;
      const records = evidence.evidence.map((record: Record<string, string>) => ({
        ...record,
        contributionId: BigInt(record["contributionId"]!),
        credit: BigInt(record["credit"]!),
      })) as Evidence[];
      const words = outputTokens(tokenise(output).words.map(wordHash), evidence.salt);
      expect(words.root).to.equal(evidence.outputTokensRoot);
      expect(unpackHashes(evidence.outputHashes)).to.deep.equal(words.hashes);
      const roots = { recordsRoot: recordsRoot(records), retrievedRoot: retrievedRoot(evidence.retrieved.map(BigInt)) };
      expect(evidenceRoot({ ...roots, outputTokensRoot: words.root })).to.equal(evidence.evidenceRoot);
      expect(contextRoot(evidence)).to.equal(receipt.contextRoot);
      expect(requestHash(answer.json.id)).to.equal(evidence.requestHash);
      expect(chunkRoot(new TextEncoder().encode(output), evidence.salt)).to.equal(evidence.outputRoot);
      expect(chunkRoot(new TextEncoder().encode(JSON.stringify(QUESTION.messages)), evidence.salt)).to.equal(evidence.promptRoot);
      expect(evidence.snapshotRoot).to.equal(started.fake.itemRoot);
      const [span] = evidence.spans;
      const source = ITEMS.find(({ account }) => BigInt(span.contributionId) >> 24n === BigInt(account))!;
      expect(tokenise(span.words).words).to.deep.equal(
        tokenise(source.text).words.slice(span.itemStart, span.itemStart + span.outputLength),
      );
      expect(output.slice(...(span.outputRange as [number, number]))).to.equal(span.words);
    });

    it("shows words only to the owner unless the key chose public evidence", async () => {
      const answer = await started.call("/v1/chat/completions", { key, body: QUESTION });
      const route = `/v1/receipts/${answer.json.id}/evidence`;
      const stranger = await started.call(route);
      expect(stranger.json.spans[0]).to.include.keys("outputLength", "contributionId");
      expect(stranger.json.spans[0]).not.to.have.any.keys("words", "outputRange");
      expect(stranger.json).not.to.have.property("salt");
      const publicKey = await started.createKey({ evidence: "public" }, { cumulative: 400_000_000n });
      const open = await started.call("/v1/chat/completions", { key: publicKey, body: QUESTION });
      const shown = await started.call(`/v1/receipts/${open.json.id}/evidence`);
      expect(shown.json.spans[0].words).to.be.a("string");
      expect(shown.json).not.to.have.property("salt");
      expect((await started.call(`/v1/receipts/${open.json.id}/evidence`, { key })).json).not.to.have.property("salt");
    });

    it("numbers receipts densely from 0", async () => {
      const sequences = [];
      for (let i = 0; i < 3; i++)
        sequences.push((await started.call("/v1/chat/completions", { key, body: QUESTION })).json.openledger.sequence);
      expect(sequences).to.deep.equal([0, 1, 2]);
    });
  });

  describe("errors", () => {
    const cases: readonly (readonly [string, number, string, Parameters<Started["call"]>])[] = [
      ["no key", 401, "missing_api_key", ["/v1/chat/completions", { body: QUESTION }]],
      ["an unknown key", 401, "invalid_api_key", ["/v1/chat/completions", { key: "ol-nobody", body: QUESTION }]],
      ["an unknown route", 404, "not_found", ["/v1/nothing"]],
      ["an unknown receipt", 404, "receipt_not_found", [`/v1/receipts/0x${"12".repeat(32)}`]],
      ["a receipt id that is none", 404, "receipt_not_found", ["/v1/receipts/%00%27%3B"]],
      ["an unknown Datanet", 404, "datanet_not_found", ["/v1/datanets/9/snapshot"]],
      ["a wrong operator's token", 401, "invalid_admin_token", ["/admin/settle", { key: "x", method: "POST" }]],
    ];
    for (const [what, status, code, parameters] of cases) {
      it(`answers ${status} ${code} to ${what}`, async () => {
        const answer = await started.call(...parameters);
        expect(answer.status).to.equal(status);
        expect(answer.json.error).to.include({ code }).and.have.all.keys("message", "type", "param", "code");
      });
    }
    const bodies: readonly (readonly [string, number, string, unknown])[] = [
      ["malformed JSON", 400, "invalid_json", '{"model": '],
      ["deep JSON", 400, "invalid_json", `${"[".repeat(40)}${"]".repeat(40)}`],
      ["an unknown model", 404, "model_not_found", { ...QUESTION, model: "nobody" }],
      ["no messages", 400, "invalid_value", { model: MODEL, messages: [] }],
      ["tools", 400, "invalid_value", { ...QUESTION, tools: [{}] }],
      ["two choices", 400, "invalid_value", { ...QUESTION, n: 2 }],
      ["a body above 1 MiB", 413, "request_too_large", { ...QUESTION, messages: [{ role: "user", content: "x".repeat(1_100_000) }] }],
    ];
    for (const [what, status, code, body] of bodies) {
      it(`answers ${status} ${code} to ${what} and charges nothing`, async () => {
        const answer = await started.call("/v1/chat/completions", { key, body });
        expect(answer.status, answer.text).to.equal(status);
        expect(answer.json.error.code).to.equal(code);
        expect((await started.call("/v1/keys/me", { key })).json.spent).to.equal("0");
      });
    }

    for (const [what, error, status] of [
      ["breaks off", new UpstreamError("The upstream broke off."), 502],
      ["fails inside", new Error("bug"), 500],
    ] as const) {
      it(`charges nothing when the upstream ${what}`, async () => {
        const other = await startGateway({ upstream: failing(error) });
        try {
          const otherKey = await other.createKey();
          const whole = await other.call("/v1/chat/completions", { key: otherKey, body: QUESTION });
          expect(whole.status).to.equal(status);
          const stream = await other.call("/v1/chat/completions", { key: otherKey, body: { ...QUESTION, stream: true } });
          expect(stream.text).to.contain('"error"').and.not.to.contain("[DONE]");
          const me = await other.call("/v1/keys/me", { key: otherKey });
          expect(me.json.spent).to.equal("0");
          expect(JSON.stringify(other.lines)).not.to.contain("reentrant");
        } finally {
          await other.close();
        }
      });
    }

    it("answers 503 while the corpus is incomplete and says what is missing", async () => {
      started.fake.emit("ContributionsRevealed", {
        commit: 9,
        datanet: 1,
        firstContribution: (20n << 24n) | 1n,
        termsVersion: 1,
        items: [{ contentRoot: `0x${"99".repeat(32)}`, licence: "MIT", uri: "" }],
      });
      started.fake.emit("ContributionStatusChanged", { contribution: (20n << 24n) | 1n, datanet: 1, status: 2, noveltyPpm: 1_000_000 });
      const before = await started.call("/v1/datanets/1/snapshot");
      expect(before.json).to.include({ item_count: 4, missing_texts: 1 });
      expect((await started.call("/v1/chat/completions", { key, body: QUESTION })).status, "still the published snapshot").to.equal(200);
      started.fake.emit("SnapshotPublished", { datanet: 1, snapshot: 2, itemRoot: before.json.item_root, itemCount: 4 });
      await started.fake.chain.refresh();
      const after = await started.call("/v1/chat/completions", { key, body: QUESTION });
      expect(after.status).to.equal(503);
      expect(after.json.error.message).to.contain("1 of 4 items");
    });

    it("does not answer from a withdrawn item", async () => {
      started.fake.emit("ContributionStatusChanged", {
        contribution: started.fake.contributions[0]!.id,
        datanet: 1,
        status: 5,
        noveltyPpm: 0,
      });
      await started.fake.chain.refresh();
      const { json } = await started.call("/v1/chat/completions", { key, body: QUESTION });
      expect(json.choices[0].message.content).not.to.contain("helps prevent");
    });
  });

  describe("keys and budgets", () => {
    it("makes one key of a voucher, and none of a public, foreign, expired or forged one", async () => {
      const signed = await started.fake.signVoucher({ cumulative: 7_000n });
      expect((await started.call("/v1/keys", { body: signed })).status).to.equal(201);
      expect((await started.call("/v1/keys", { body: signed })).json.error.code).to.equal("voucher_already_used");
      const refusals = [
        [await started.fake.signVoucher({ gatewayId: 2 }), "wrong_gateway"],
        [await started.fake.signVoucher({ expiry: 1_000 }), "voucher_expired"],
        [await started.fake.signVoucher({ payerAccount: 51 }), "bad_voucher_signature"],
        [{ ...signed, voucher: { ...signed.voucher, cumulative: "8000" } }, "bad_voucher_signature"],
      ] as const;
      for (const [body, code] of refusals) expect((await started.call("/v1/keys", { body })).json.error.code).to.equal(code);
      started.fake.state.authorised = 9_000n;
      expect((await started.call("/v1/keys", { body: await started.fake.signVoucher({ cumulative: 9_000n }) })).json.error.code).to.equal(
        "voucher_already_redeemed",
      );
    });

    it("answers 402 beyond the voucher, and goes on with a larger one in the header", async () => {
      const other = await startGateway();
      try {
        const poor = await other.createKey({}, { cumulative: 100n });
        const refused = await other.call("/v1/chat/completions", { key: poor, body: QUESTION });
        expect(refused.status).to.equal(402);
        expect(refused.json.error).to.include({ code: "budget_exhausted", type: "insufficient_quota" });
        const more = Buffer.from(JSON.stringify(await other.fake.signVoucher({ cumulative: 5_000n }))).toString("base64");
        const served = await other.call("/v1/chat/completions", { key: poor, body: QUESTION, headers: { "x-openledger-voucher": more } });
        expect(served.status, served.text).to.equal(200);
        const stolen = await other.fake.signVoucher({ cumulative: 6_000n });
        const header = Buffer.from(JSON.stringify(stolen)).toString("base64");
        await other.call("/v1/chat/completions", { key: poor, body: QUESTION, headers: { "x-openledger-voucher": header } });
        expect((await other.call("/v1/keys", { body: stolen })).json.error.code, "it may be seen in a transaction").to.equal(
          "voucher_already_used",
        );
        // 6,000 is the largest one, though "900" sorts above it as text.
        await other.createKey({}, { cumulative: 900n });
        expect((await other.call("/v1/keys/me", { key: poor })).json.budget).to.equal("6000");
        const broken = await other.call("/v1/chat/completions", { key: poor, body: QUESTION, headers: { "x-openledger-voucher": "e30=" } });
        expect(broken.json.error.code).to.equal("invalid_voucher");
      } finally {
        await other.close();
      }
    });

    it("answers 402 when the deposit is too small or on its way out", async () => {
      started.fake.state.withdrawing = started.fake.state.balance;
      await new Promise((resolve) => setTimeout(resolve, 1_050));
      const refused = await started.call("/v1/chat/completions", { key, body: QUESTION });
      expect(refused.json.error.code).to.equal("deposit_exhausted");
    });

    it("never lets 100 parallel requests pass the budget", async () => {
      const other = await startGateway();
      try {
        const body = { ...QUESTION, max_tokens: 20 };
        const cost = feeOf({ promptTokens: 12, completionTokens: 20, promptPrice: 1_000_000n, completionPrice: 2_000_000n });
        const budget = cost * 10n;
        const otherKey = await other.createKey({}, { cumulative: budget });
        const answers = await Promise.all(Array.from({ length: 100 }, () => other.call("/v1/chat/completions", { key: otherKey, body })));
        const served = answers.filter(({ status }) => status === 200);
        expect(answers.filter(({ status }) => status !== 200 && status !== 402).map(({ text }) => text)).to.deep.equal([]);
        const spent = served.reduce((sum, { json }) => sum + BigInt(json.openledger.fee), 0n);
        expect(served.length).to.be.greaterThan(0);
        expect(spent <= budget).to.equal(true);
        expect(served.map(({ json }) => json.openledger.sequence).sort((a, b) => a - b)).to.deep.equal(served.map((_, i) => i));
        const me = await other.call("/v1/keys/me", { key: otherKey });
        expect(me.json.spent).to.equal(spent.toString());
      } finally {
        await other.close();
      }
    });
  });

  describe("idempotency", () => {
    it("replays the stored answer, refuses another body, and bills once", async () => {
      const headers = { "idempotency-key": "order-1" };
      const first = await started.call("/v1/chat/completions", { key, body: QUESTION, headers });
      const again = await started.call("/v1/chat/completions", { key, body: QUESTION, headers });
      expect(again.json).to.deep.equal(first.json);
      expect(again.headers.get("idempotent-replayed")).to.equal("true");
      const other = await started.call("/v1/chat/completions", { key, body: { ...QUESTION, max_tokens: 3 }, headers });
      expect(other.status).to.equal(409);
      const parallel = await Promise.all(
        Array.from({ length: 20 }, () =>
          started.call("/v1/chat/completions", { key, body: QUESTION, headers: { "idempotency-key": "order-2" } }),
        ),
      );
      expect(new Set(parallel.filter(({ status }) => status === 200).map(({ json }) => json.id)).size).to.equal(1);
      expect(parallel.every(({ status }) => status === 200 || status === 409)).to.equal(true);
      const logs = await started.call("/spend/logs", { key });
      expect(logs.json.length).to.equal(2);
    });
  });

  describe("contents and models", () => {
    it("takes a text only under its own root, and gives it back", async () => {
      const text = "A new note about signature replay that somebody contributed to the Datanet.";
      const root = contentRoot(text, `0x${"5a".repeat(32)}`);
      const put = (body: string) => started.call(`/v1/contents/1/${root}`, { method: "PUT", body });
      expect((await put(text)).json.error.code).to.equal("contribution_not_found");
      started.fake.emit("ContributionsRevealed", {
        commit: 9,
        datanet: 1,
        firstContribution: (20n << 24n) | 1n,
        termsVersion: 1,
        items: [{ contentRoot: root, licence: "MIT", uri: "" }],
      });
      expect((await put(`${text} Changed.`)).json.error.code).to.equal("content_mismatch");
      expect((await put("")).json.error.code).to.equal("invalid_text");
      expect((await put(text)).status).to.equal(201);
      expect((await put(text)).json.is_new).to.equal(false);
      expect((await started.call(`/v1/contents/${root}`)).text).to.equal(text);
      expect((await started.call(`/v1/contents/0x${"00".repeat(32)}`)).status).to.equal(404);
    });

    it("lists what is offered with price, parents and Datanets", async () => {
      const { json } = await started.call("/v1/models");
      expect(json.data).to.have.length(1);
      const [model] = json.data;
      expect(model).to.include({ id: MODEL, object: "model" });
      expect(model.owned_by).to.contain("demonstration model");
      expect(model.openledger.is_available).to.equal(true);
      expect(model.openledger.price.prompt_nano_open_per_million).to.equal("1000000");
      expect(model.openledger.adapters[0].parents[0]).to.deep.equal({ relation: "trained_on", kind: "datanet", id: 1, snapshot: 1 });
      expect(model.openledger.datanets[0].name).to.equal("Smart-contract security");
      expect((await started.call(`/v1/models/${MODEL}`)).json.id).to.equal(MODEL);
    });
  });

  describe("settlement", () => {
    const settle = () => started.call("/admin/settle", { key: ADMIN_TOKEN, method: "POST" });

    it("redeems the voucher, settles in order, and frees what was reserved", async () => {
      let fees = 0n;
      for (let i = 0; i < 3; i++) fees += BigInt((await started.call("/v1/chat/completions", { key, body: QUESTION })).json.openledger.fee);
      const { status, json } = await settle();
      expect(status, JSON.stringify(json)).to.equal(200);
      expect(json.batches).to.have.length(1);
      expect(json.batches[0]).to.include({ receipts: 3, firstSequence: 0, feeTotal: fees.toString() });
      expect(started.fake.state.debited).to.equal(fees);
      expect(started.fake.state.redeemed).to.have.length(1);
      const me = await started.call("/v1/keys/me", { key });
      expect(me.json).to.include({ spent: fees.toString(), settled: fees.toString() });
      const logs = await started.call("/spend/logs", { key });
      expect(logs.json[0].spend).to.equal(Number(logs.json[0].spend_nano_open) / 1e9);
      expect(logs.json[0].settlement_batch).to.be.a("string");
      const receipt = await started.call(`/v1/receipts/${logs.json[0].receipt_id}`);
      expect(receipt.json.settlement).to.include({ state: "settled", transaction: started.fake.state.transactions[0] });
      expect((await settle()).json.batches).to.deep.equal([]);
    });

    it("pays the others when the chain refuses one, and retries that one", async () => {
      for (let i = 0; i < 5; i++) await started.call("/v1/chat/completions", { key, body: QUESTION });
      started.fake.state.refuse = (sequence) => (sequence === 2 ? "RewardRouter_ContributionNotAccepted(2)" : undefined);
      const { json } = await settle();
      expect(json.refused).to.have.length(1);
      expect(json.refused[0].error).to.contain("ContributionNotAccepted");
      expect(started.fake.state.settled.size).to.equal(4);
      started.fake.state.refuse = () => undefined;
      await started.gateway.database.query("UPDATE receipts SET retry_at = 0");
      expect((await settle()).json.batches[0].receipts).to.equal(1);
      expect(started.fake.state.settled.size).to.equal(5);
    });

    it("does not pay twice when the answer to a settlement is lost", async () => {
      await started.call("/v1/chat/completions", { key, body: QUESTION });
      started.fake.state.losesAnswers = true;
      expect((await settle()).status).to.equal(500);
      started.fake.state.losesAnswers = false;
      const { debited } = started.fake.state;
      expect((await settle()).json.refused).to.deep.equal([]);
      expect(started.fake.state.debited).to.equal(debited);
      expect((await started.call("/v1/keys/me", { key })).json).to.include({ spent: debited.toString(), settled: debited.toString() });
    });
  });
});
