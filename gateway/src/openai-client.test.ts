import type { AddressInfo } from "node:net";

import { serve } from "@hono/node-server";
import { expect } from "chai";
import OpenAI from "openai";

import { openAiUpstream } from "./model/openai-upstream.ts";
import type { Upstream } from "./model/types.ts";
import { MODEL } from "../test/fake-chain.ts";
import { startGateway, type Started } from "../test/start-gateway.ts";

async function listen(started: Started): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = serve({ fetch: started.app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      (server as { closeAllConnections?: () => void }).closeAllConnections?.();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close };
}

const MESSAGES = [{ role: "user" as const, content: "How do I prevent reentrant calls to a function?" }];

describe("the official openai client", function () {
  this.timeout(60_000);
  let started: Started;
  let server: Awaited<ReturnType<typeof listen>>;
  let apiKey: string;
  let client: OpenAI;
  before(async () => {
    started = await startGateway();
    server = await listen(started);
    apiKey = await started.createKey();
    client = new OpenAI({ baseURL: server.url, apiKey, maxRetries: 0 });
  });
  after(async () => {
    await server.close();
    await started.close();
  });

  it("gets an answer", async () => {
    const answer = await client.chat.completions.create({ model: MODEL, messages: MESSAGES });
    expect(answer.choices[0]!.message.content).to.contain("prevent reentrant calls");
    expect(answer.usage!.total_tokens).to.equal(answer.usage!.prompt_tokens + answer.usage!.completion_tokens);
    expect((answer as unknown as { openledger: { receipt_id: string } }).openledger.receipt_id).to.match(/^0x[0-9a-f]{64}$/);
  });

  it("reads a stream and its usage", async () => {
    const stream = await client.chat.completions.create({
      model: MODEL,
      messages: MESSAGES,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let total = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      total = chunk.usage?.total_tokens ?? total;
    }
    expect(text).to.contain("prevent reentrant calls");
    expect(total).to.be.greaterThan(0);
  });

  it("completes a prompt and lists models", async () => {
    const completion = await client.completions.create({ model: MODEL, prompt: "A timelock gives the users", max_tokens: 12 });
    expect(completion.choices[0]!.text).to.contain("of a contract");
    const models = [];
    for await (const model of client.models.list()) models.push(model.id);
    expect(models).to.deep.equal([MODEL]);
  });

  it("raises its own errors", async () => {
    const failed = await client.chat.completions.create({ model: "nobody", messages: MESSAGES }).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(OpenAI.NotFoundError);
    const stranger = new OpenAI({ baseURL: server.url, apiKey: "ol-stranger", maxRetries: 0 });
    expect(await stranger.models.list().then(() => undefined)).to.equal(undefined);
    expect(await stranger.chat.completions.create({ model: MODEL, messages: MESSAGES }).catch((error: unknown) => error)).to.be.instanceOf(
      OpenAI.AuthenticationError,
    );
  });

  it("reaches an OpenAI-compatible upstream through the gateway, with the upstream's usage", async () => {
    // The first gateway is the upstream of a second one.
    const second = await startGateway({ upstream: openAiUpstream({ baseUrl: server.url, apiKey }) });
    const front = await listen(second);
    try {
      const through = new OpenAI({ baseURL: front.url, apiKey: await second.createKey(), maxRetries: 0 });
      const answer = await through.chat.completions.create({ model: MODEL, messages: MESSAGES, max_tokens: 200 });
      expect(answer.choices[0]!.message.content).to.contain("prevent reentrant calls");
      const direct = await client.chat.completions.create({ model: MODEL, messages: MESSAGES });
      expect(answer.usage).to.deep.include({ completion_tokens: direct.usage!.completion_tokens });
      const extension = (answer as unknown as { openledger: { usage_source: string; contributions: number } }).openledger;
      expect(extension.usage_source).to.equal("upstream");
      expect(extension.contributions).to.be.greaterThan(0);
    } finally {
      await front.close();
      await second.close();
    }
  });

  it("pays only for what it took of a stream that it leaves, and nothing for an answer that it never got", async () => {
    const slow: Upstream = {
      id: "slow.example",
      description: "",
      mostPromptTokens: () => 100,
      async *serve({ signal }) {
        for (let i = 0; i < 400 && !signal.aborted; i++) {
          yield { type: "text", text: `word${i} ` };
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        yield { type: "end", finishReason: "stop", usage: undefined, retrieved: [] };
      },
    };
    const second = await startGateway({ upstream: slow });
    const front = await listen(second);
    try {
      const leaving = new OpenAI({ baseURL: front.url, apiKey: await second.createKey(), maxRetries: 0 });
      const stream = await leaving.chat.completions.create({ model: MODEL, messages: MESSAGES, stream: true });
      let id = "";
      let taken = 0;
      for await (const chunk of stream) {
        id = chunk.id;
        if (chunk.choices[0]?.delta.content) taken++;
        if (taken === 5) break;
      }
      const isBilled = async (): Promise<number | undefined> => {
        const { status, json } = await second.call(`/v1/receipts/${id}`);
        return status === 200 ? (json.receipt.completionTokens as number) : undefined;
      };
      let billed = await isBilled();
      for (let i = 0; i < 300 && billed === undefined; i++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        billed = await isBilled();
      }
      expect(billed).to.be.within(5, 120);

      const gone = new AbortController();
      const whole = leaving.chat.completions
        .create({ model: MODEL, messages: MESSAGES }, { signal: gone.signal })
        .catch((error: unknown) => error);
      setTimeout(() => gone.abort(), 300);
      expect(await whole).to.be.instanceOf(OpenAI.APIUserAbortError);
      const released = async (): Promise<number> => (await second.call("/health")).json.open_requests as number;
      for (let i = 0; i < 300 && (await released()) > 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await released()).to.equal(0);
      expect((await second.call("/health")).json.unsettled_receipts).to.equal(1);
    } finally {
      await front.close();
      await second.close();
    }
  });

  it("gets 502 and is not charged while the upstream is down", async () => {
    const second = await startGateway({ upstream: openAiUpstream({ baseUrl: "http://127.0.0.1:9/v1" }) });
    try {
      const key = await second.createKey();
      const { status, json } = await second.call("/v1/chat/completions", { key, body: { model: MODEL, messages: MESSAGES } });
      expect(status).to.equal(502);
      expect(json.error.code).to.equal("upstream_unavailable");
      const stream = await second.call("/v1/chat/completions", { key, body: { model: MODEL, messages: MESSAGES, stream: true } });
      expect(stream.status, "nothing was streamed yet").to.equal(502);
      expect((await second.call("/v1/keys/me", { key })).json.spent).to.equal("0");
    } finally {
      await second.close();
    }
  });
});
