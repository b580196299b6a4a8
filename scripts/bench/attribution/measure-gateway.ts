import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";

import { serve } from "@hono/node-server";
import { Hono } from "hono";

import { createApp } from "../../../gateway/src/app.ts";
import { createPool } from "../../../gateway/src/attribution/attribution-pool.ts";
import { combineSegments } from "../../../gateway/src/attribution/segmented-index.ts";
import type { Attribution } from "../../../gateway/src/attribution/types.ts";
import { openAiUpstream } from "../../../gateway/src/model/openai-upstream.ts";
import type { Gateway } from "../../../gateway/src/serving/gateway.ts";
import { ADMIN_TOKEN, startGateway } from "../../../gateway/test/start-gateway.ts";
import { figure, type BenchRow } from "../indexer/row.ts";
import type { ClientJob, Times } from "./gateway-client.ts";
import { makeOutputs } from "./outputs.ts";
import { itemsOf, takeBytes, type BenchTexts } from "./texts.ts";
import { percentile } from "./timing.ts";

const CORPUS_MB = 50;

/** A proxy that does nothing but pass on. */
function bareProxy(upstream: string): Hono {
  const app = new Hono();
  app.post("/v1/chat/completions", async (context) => {
    const response = await fetch(`${upstream}/chat/completions`, { method: "POST", body: await context.req.text() });
    return new Response(response.body, { headers: { "content-type": "text/event-stream" } });
  });
  return app;
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
  const client = new Worker(new URL("./gateway-client.ts", import.meta.url), {
    execArgv: ["--import", "tsx"],
    workerData: makeOutputs(chosen, texts.heldOut, 100),
  });
  const [upstream] = (await once(client, "message")) as [string];
  const started = await startGateway({ upstream: openAiUpstream({ baseUrl: upstream }) });
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
    proxy: await serverOf(bareProxy(upstream)),
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
    note(`gateway: ${requests} requests each`);
    const urls = Object.fromEntries(
      Object.entries(servers).map(([name, server]) => [name, `http://127.0.0.1:${(server.address() as AddressInfo).port}`]),
    );
    client.postMessage({ urls, key, requests } satisfies ClientJob);
    const [times] = (await once(client, "message")) as [Record<keyof typeof servers, readonly Times[]> | { readonly error: string }];
    if ("error" in times) throw new Error(times.error);
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
    await client.terminate();
    await started.close();
    await pool.close();
  }
}
