import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { serve } from "@hono/node-server";
import { Hono } from "hono";

import { createApp } from "../../../gateway/src/app.ts";
import { createPool } from "../../../gateway/src/attribution/attribution-pool.ts";
import { combineSegments } from "../../../gateway/src/attribution/segmented-index.ts";
import type { Attribution } from "../../../gateway/src/attribution/types.ts";
import { openAiUpstream } from "../../../gateway/src/model/openai-upstream.ts";
import type { Gateway } from "../../../gateway/src/serving/gateway.ts";
import { MODEL } from "../../../gateway/test/fake-chain.ts";
import { ADMIN_TOKEN, startGateway } from "../../../gateway/test/start-gateway.ts";
import { figure, type BenchRow } from "../indexer/row.ts";
import { makeOutputs } from "./outputs.ts";
import { itemsOf, takeBytes, type BenchTexts } from "./texts.ts";
import { percentile } from "./timing.ts";

const CORPUS_MB = 50;

/** Answers every request at once with the next of the outputs, as an OpenAI-compatible server streams it. */
async function startUpstream(outputs: readonly string[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const text = outputs[asked++ % outputs.length]!;
      const chunk = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (let at = 0; at < text.length; at += 120) response.write(chunk({ choices: [{ delta: { content: text.slice(at, at + 120) } }] }));
      response.end(
        `${chunk({ choices: [{ delta: {}, finish_reason: "stop" }], usage: { prompt_tokens: 12, completion_tokens: 250 } })}data: [DONE]\n\n`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close: () => server.close() };
}

/** A proxy that does nothing but pass on. */
function bareProxy(upstream: string): Hono {
  const app = new Hono();
  app.post("/v1/chat/completions", async (context) => {
    const response = await fetch(`${upstream}/chat/completions`, { method: "POST", body: await context.req.text() });
    return new Response(response.body, { headers: { "content-type": "text/event-stream" } });
  });
  return app;
}

interface Times {
  /** Until the last words. */
  readonly text: number;
  /** Until the end, receipt included. */
  readonly whole: number;
}

async function ask(url: string, key: string): Promise<Times> {
  const start = performance.now();
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: MODEL, stream: true, max_tokens: 400, messages: [{ role: "user", content: "How is it done?" }] }),
  });
  if (!response.ok || !response.body) throw new Error(`The request failed: ${await response.text()}`);
  let text = 0;
  let tail = "";
  for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
    tail = (tail + bytes).slice(-4_000);
    if (/"content":"[^"]/.test(bytes)) text = performance.now() - start;
  }
  if (!tail.includes("[DONE]")) throw new Error(`The stream broke off: ${tail.slice(-200)}`);
  return { text, whole: performance.now() - start };
}

const NOTHING: Omit<Attribution, "methodId"> = {
  legs: [],
  weightTotal: 50_000,
  unattributed: 50_000,
  evidence: [],
  spans: [],
  outputTokens: 200,
};

/** What a gateway adds to a bare proxy, request by request in turn, on one machine: with attribution to 50 MB, and with none. */
export async function measureGateway(texts: BenchTexts, requests: number, note: (text: string) => void): Promise<BenchRow[]> {
  const chosen = takeBytes(texts.indexed, CORPUS_MB * 1e6);
  const pool = createPool();
  note(`gateway: building ${CORPUS_MB} MB`);
  const index = combineSegments([{ index: await pool.build(itemsOf(chosen)), tombstones: new Set() }]);
  const upstream = await startUpstream(makeOutputs(chosen, texts.heldOut, 100));
  const started = await startGateway({ upstream: openAiUpstream({ baseUrl: upstream.url }) });
  const { methodId } = await started.gateway.attribution.attribute(combineSegments([]), { output: "" });
  const gatewayWith = (attribute: Gateway["attribution"]["attribute"]): Gateway => ({
    ...started.gateway,
    attribution: { ...started.gateway.attribution, attribute },
  });
  const serverOf = (app: Pick<Hono, "fetch">) =>
    new Promise<ReturnType<typeof serve>>((resolve) => {
      const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(server));
    });
  const options = { adminToken: ADMIN_TOKEN, log: () => undefined };
  const servers = {
    proxy: await serverOf(bareProxy(upstream.url)),
    attributed: await serverOf(
      createApp(
        gatewayWith((_, parameters) => pool.attribute(index, parameters)),
        options,
      ),
    ),
    plain: await serverOf(
      createApp(
        gatewayWith(async () => ({ ...NOTHING, methodId })),
        options,
      ),
    ),
  };
  try {
    const key = await started.createKey();
    const names = Object.keys(servers) as (keyof typeof servers)[];
    const times: Record<keyof typeof servers, Times[]> = { proxy: [], attributed: [], plain: [] };
    note(`gateway: ${requests} requests each`);
    for (let i = 0; i < requests + 20; i++) {
      for (const name of names) {
        const { port } = servers[name].address() as AddressInfo;
        const own = await ask(`http://127.0.0.1:${port}`, key);
        // The first ones meet uncompiled code.
        if (i >= 20) times[name].push(own);
      }
    }
    const p50 = (name: keyof typeof servers, part: keyof Times): number =>
      percentile(
        times[name].map((own) => own[part]),
        0.5,
      );
    return [
      figure("gateway_overhead_p50_ms", p50("attributed", "whole") - p50("proxy", "whole"), "ms"),
      figure("gateway_overhead_text_p50_ms", p50("attributed", "text") - p50("proxy", "text"), "ms"),
      figure("gateway_overhead_without_attribution_p50_ms", p50("plain", "whole") - p50("proxy", "whole"), "ms"),
      figure("gateway_attribution_p50_ms", p50("attributed", "whole") - p50("plain", "whole"), "ms"),
      figure("proxy_p50_ms", p50("proxy", "whole"), "ms"),
    ];
  } finally {
    for (const server of Object.values(servers)) server.close();
    upstream.close();
    await started.close();
    await pool.close();
  }
}
