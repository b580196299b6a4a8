import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";

import type { Hono } from "hono";

/** Paths that the supervisor answers itself. */
const OPS_PATHS = ["/health", "/ready", "/metrics"];
/** Larger than any query that the API accepts. */
const LARGEST_BODY = 1_000_000;
/** How long a request waits for an index that is just being exchanged or started again. */
const PATIENCE_MS = 5_000;
const RETRY_MS = 100;
/** Belongs to one connection, not to the message. */
const HOP_HEADERS = ["connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection", "te", "trailer"];

export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

interface FrontOptions {
  readonly port: number;
  readonly hostname: string;
  readonly ops: Hono;
  /** Port on 127.0.0.1 of the index that answers now; null while there is none. */
  readonly target: () => number | null;
  /** How long a request waits for an index, in milliseconds. */
  readonly patienceMs?: number;
}

const withoutHops = (headers: NodeJS.Dict<string | string[]>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_HEADERS.includes(name)));

const refuse = (response: ServerResponse, status: 413 | 503, message: string): void => {
  if (response.headersSent) return void response.destroy();
  const headers = { "content-type": "application/json", ...(status === 503 ? { "retry-after": "2" } : { connection: "close" }) };
  response.writeHead(status, headers).end(JSON.stringify({ error: { message } }));
};

/** The whole body; null if it is too large. */
const readBody = async (incoming: IncomingMessage): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * The public port: answers for health, readiness and metrics, and passes everything else to the index that answers now. Every request to
 * the index only reads, so one that finds no index, or loses it before the answer begins, is asked again.
 */
export const startFront = async ({ port, hostname, ops, target, patienceMs = PATIENCE_MS }: FrontOptions): Promise<Front> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });

  /** Sends a request on; false if no answer began. */
  const pass = (to: number, incoming: IncomingMessage, body: Buffer, response: ServerResponse, signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const headers = { ...withoutHops(incoming.headers), "content-length": `${body.length}` };
      const outgoing = request(
        { agent, host: "127.0.0.1", port: to, method: incoming.method, path: incoming.url, headers, signal },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, withoutHops(answer.headers));
          answer.pipe(response);
          answer.once("error", () => response.destroy());
          resolve(true);
        },
      );
      outgoing.once("error", () => resolve(response.headersSent || response.destroyed));
      outgoing.end(body);
    });

  const answerOps = async (url: string, response: ServerResponse): Promise<void> => {
    const answer = await ops.request(url);
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = incoming.url ?? "/";
    if (OPS_PATHS.includes(url.split("?")[0]!)) return answerOps(url, response);
    const body = await readBody(incoming);
    if (body === null) return refuse(response, 413, `The body is larger than ${LARGEST_BODY} bytes; send less.`);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const deadline = Date.now() + patienceMs;
    while (!response.destroyed) {
      const to = target();
      if (to !== null && (await pass(to, incoming, body, response, gone.signal))) return;
      // One that the old index kept waiting, and lost when it was stopped, is still asked of the new one.
      if (Date.now() > deadline && target() === to) return refuse(response, 503, "The index is being built; /ready says when it answers.");
      await setTimeout(RETRY_MS);
    }
  };

  const server: Server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => refuse(response, 503, "The index did not answer; try again."));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const timer = globalThis.setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(timer);
      agent.destroy();
    },
  };
};
