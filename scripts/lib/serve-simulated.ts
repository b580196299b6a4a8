import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { PublicClient } from "viem";

export type ServedChain = { readonly url: string; close(): Promise<void> };

type Request = { readonly id: unknown; readonly method: string; readonly params?: unknown };

/**
 * Serves a chain of this process over JSON-RPC on 127.0.0.1, for programs that take a URL.
 * @param fails Methods that get no answer now, as from a node that is down.
 */
export async function serveSimulated(client: PublicClient, fails: (method: string) => boolean = () => false): Promise<ServedChain> {
  const answer = async ({ id, method, params = [] }: Request) => {
    if (fails(method)) return { jsonrpc: "2.0", id, error: { code: -32_601, message: `${method} is not answered now` } };
    try {
      return { jsonrpc: "2.0", id, result: await client.request({ method, params } as never) };
    } catch (error) {
      const { code, details, data } = rpcErrorOf(error);
      return { jsonrpc: "2.0", id, error: { code, message: details, ...(data !== undefined && { data }) } };
    }
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      void (async () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Request | Request[];
        const result = Array.isArray(body) ? await Promise.all(body.map(answer)) : await answer(body);
        response.setHeader("content-type", "application/json").end(JSON.stringify(result));
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/** What the node said, from under the client's wrapping: the revert data above all. */
function rpcErrorOf(error: unknown): { code: number; details: string; data: unknown } {
  let cause: unknown = error;
  let found: { code?: unknown; data?: unknown; message?: unknown } = {};
  for (let depth = 0; depth < 8 && typeof cause === "object" && cause !== null; depth++) {
    const entry = cause as { code?: unknown; data?: unknown; message?: unknown; cause?: unknown };
    if (typeof entry.code === "number") found = entry;
    cause = entry.cause;
  }
  const message = typeof found.message === "string" ? found.message : String(error);
  return { code: typeof found.code === "number" ? found.code : -32_000, details: message, data: found.data };
}
