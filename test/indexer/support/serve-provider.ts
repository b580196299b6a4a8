import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params?: readonly unknown[];
}

/** Answers one call of JSON-RPC. */
export type Request = (call: { readonly method: string; readonly params: readonly unknown[] }) => Promise<unknown>;

/** An RPC on 127.0.0.1 in front of a chain that lives in this process. */
export interface ServedProvider {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it. */
export const serveProvider = async (request: Request): Promise<ServedProvider> => {
  const answer = async ({ id, method, params = [] }: Call) => {
    try {
      return { jsonrpc: "2.0", id, result: await request({ method, params }) };
    } catch (error) {
      const { code = -32_000, message, data } = error as { code?: number; message: string; data?: unknown };
      return { jsonrpc: "2.0", id, error: { code, message, ...(data === undefined ? {} : { data }) } };
    }
  };
  const server = createServer((incoming, response) => {
    const work = async () => {
      let text = "";
      for await (const chunk of incoming as AsyncIterable<Buffer>) text += chunk.toString();
      const calls = JSON.parse(text) as Call | Call[];
      const answers = Array.isArray(calls) ? await Promise.all(calls.map(answer)) : await answer(calls);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answers));
    };
    work().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
