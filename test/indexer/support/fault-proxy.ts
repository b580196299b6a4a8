import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

import { sleep } from "../../../scripts/lib/service.ts";

export interface RpcCall {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** Answers a call in the chain's place: `ask` gets the true result of this or another call. */
export type Fault = (call: RpcCall, ask: (method: string, params: readonly unknown[]) => Promise<unknown>) => Promise<unknown>;

/** A JSON-RPC server between the indexer and the chain that lies as told. */
export interface FaultProxy {
  readonly url: string;
  /** Calls that a fault answered since it was set. */
  hits(): number;
  set(fault: Fault | null): void;
  close(): Promise<void>;
}

const readText = async (incoming: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const chunk of incoming as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
};

/** Starts the proxy in front of a chain. */
export const startFaultProxy = async (chainUrl: string): Promise<FaultProxy> => {
  let fault: Fault | null = null;
  let hits = 0;
  const forward = async (body: unknown): Promise<{ result?: unknown; error?: unknown }> =>
    (await (
      await fetch(chainUrl, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
    ).json()) as { result?: unknown };
  const ask = async (method: string, params: readonly unknown[]) => {
    const { result, error } = await forward({ jsonrpc: "2.0", id: 1, method, params });
    if (error !== undefined) throw Object.assign(new Error("the chain refused"), { rpc: error });
    return result;
  };
  const answer = async (call: RpcCall) => {
    if (fault === null) return forward(call);
    const told: { true?: unknown } = {};
    try {
      const result = await fault(call, async (method, params) => (told.true = await ask(method, params)));
      if (result !== told.true) hits += 1;
      return { jsonrpc: "2.0", id: call.id, result };
    } catch (error) {
      hits += 1;
      return {
        jsonrpc: "2.0",
        id: call.id,
        error: (error as { rpc?: unknown }).rpc ?? { code: -32_000, message: (error as Error).message },
      };
    }
  };
  const server = createServer((incoming, response) => {
    const work = async () => {
      const calls = JSON.parse(await readText(incoming)) as RpcCall | RpcCall[];
      const answers = Array.isArray(calls) ? await Promise.all(calls.map(answer)) : await answer(calls);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answers));
    };
    work().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits: () => hits,
    set: (next) => {
      fault = next;
      hits = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

type Block = { number: string; hash: string };
type Log = { blockNumber: string; blockHash: string; logIndex: string };

const truth: Fault = ({ method, params }, ask) => ask(method, params);

/** Every answer comes late. */
export const slow =
  (milliseconds: number): Fault =>
  async (call, ask) => {
    await sleep(milliseconds);
    return truth(call, ask);
  };

/** Every second question for the head is answered with a block some way back, as behind a load balancer with a node that lags. */
export const staleHead = (blocks: number): Fault => {
  let count = 0;
  return async (call, ask) => {
    const isHead = call.method === "eth_blockNumber" || (call.method === "eth_getBlockByNumber" && call.params[0] === "latest");
    if (!isHead || (count += 1) % 2 === 0) return truth(call, ask);
    const head = Number(await ask("eth_blockNumber", []));
    const old = `0x${Math.max(0, head - blocks).toString(16)}`;
    return call.method === "eth_blockNumber" ? old : { ...((await ask("eth_getBlockByNumber", [old, call.params[1]])) as object) };
  };
};

/** No logs, whatever is asked. */
export const noLogs: Fault = async (call, ask) => (call.method === "eth_getLogs" ? [] : truth(call, ask));

/** Every third log is left out. */
export const missingLogs: Fault = async (call, ask) => {
  const result = await truth(call, ask);
  return call.method === "eth_getLogs" ? (result as Log[]).filter((_, index) => index % 3 !== 1) : result;
};

/** Blocks come with a hash that no block has. */
export const wrongHash: Fault = async (call, ask) => {
  const result = (await truth(call, ask)) as Block | null;
  return call.method === "eth_getBlockByNumber" && result !== null ? { ...result, hash: `0x${"de".repeat(32)}` } : result;
};

/** Every call fails. */
export const failing: Fault = async () => {
  throw new Error("the node is being restarted");
};
