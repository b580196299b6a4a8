// The thread behind measure-gateway.ts: the upstream and the client, neither of which shares an event loop with a gateway.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

import { MODEL } from "../../../gateway/test/fake-chain.ts";

export interface Times {
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

/** Answers every request at once with the next of the outputs, as an OpenAI-compatible server streams it. */
async function startUpstream(outputs: readonly string[]): Promise<string> {
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
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

/** What the thread is asked: so many requests to each server, in turn. */
export interface ClientJob {
  readonly urls: Readonly<Record<string, string>>;
  readonly key: string;
  readonly requests: number;
}

const WARMING = 20;

async function askAll({ urls, key, requests }: ClientJob): Promise<Record<string, Times[]>> {
  const times: Record<string, Times[]> = {};
  for (let i = 0; i < requests + WARMING; i++) {
    for (const [name, url] of Object.entries(urls)) {
      const own = await ask(url, key);
      // The first ones meet uncompiled code.
      if (i >= WARMING) (times[name] ??= []).push(own);
    }
  }
  return times;
}

const port = parentPort!;
port.on("message", (job: ClientJob) => {
  void askAll(job).then(
    (times) => port.postMessage(times),
    (error: unknown) => port.postMessage({ error: String(error) }),
  );
});
port.postMessage(await startUpstream(workerData as readonly string[]));
