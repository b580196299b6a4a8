// A process of its own, so that the chain does not share the indexer's event loop: serves a generated chain over JSON-RPC and tells its parent where.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { rewardRouterAbi } from "@openledger/sdk/abis";
import { encodeFunctionData, numberToHex, pad } from "viem";

import { CHAIN_ID, makeChain, type ChainPlan } from "./make-chain.ts";
import { COMMONS } from "./world.ts";

/** What the parent learns when the chain stands. */
export interface ChainReady {
  readonly url: string;
  readonly settlements: number;
  readonly head: number;
  readonly seconds: number;
}

interface Call {
  readonly id: number | string;
  readonly method: string;
  readonly params?: readonly unknown[];
}

const startedAt = performance.now();
const made = makeChain(JSON.parse(process.argv[2]!) as ChainPlan);
const { chain } = made;
const COMMONS_CALL = encodeFunctionData({ abi: rewardRouterAbi, functionName: "commons" });

const numberOf = (tag: unknown): number => {
  if (tag === "earliest") return 0;
  return typeof tag === "string" && tag.startsWith("0x") ? Number(tag) : chain.head();
};

const logsOf = ({ address, fromBlock, toBlock, blockHash }: Readonly<Record<string, unknown>>): string => {
  const addresses = address === undefined ? null : new Set([address as string | string[]].flat().map((one) => one.toLowerCase()));
  if (typeof blockHash === "string") {
    const number = chain.numberOf(blockHash);
    return number === null ? "[]" : chain.logs(addresses, number, number);
  }
  return chain.logs(addresses, numberOf(fromBlock ?? "earliest"), numberOf(toBlock));
};

/** The result as JSON. @throws for a method that the bench does not need. */
const answer = ({ method, params = [] }: Call): string => {
  switch (method) {
    case "eth_chainId":
      return JSON.stringify(numberToHex(CHAIN_ID));
    case "eth_blockNumber":
      return JSON.stringify(numberToHex(chain.head()));
    case "eth_getBlockByNumber":
      return JSON.stringify(chain.block(numberOf(params[0]), params[1] === true));
    case "eth_getBlockByHash": {
      const number = chain.numberOf(String(params[0]));
      return JSON.stringify(number === null ? null : chain.block(number, params[1] === true));
    }
    case "eth_getLogs":
      return logsOf(params[0] as Record<string, unknown>);
    case "eth_getCode":
      return '"0x00"';
    case "eth_call":
      if ((params[0] as { data?: string }).data !== COMMONS_CALL) throw new Error("only RewardRouter.commons() can be called");
      return JSON.stringify(pad(numberToHex(COMMONS)));
    case "bench_settle":
      made.settle();
      return JSON.stringify(numberToHex(chain.head()));
    default:
      throw new Error(`the bench's chain has no ${method}`);
  }
};

const respond = (call: Call): string => {
  const id = JSON.stringify(call.id);
  try {
    return `{"jsonrpc":"2.0","id":${id},"result":${answer(call)}}`;
  } catch (error) {
    return `{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify({ code: -32_601, message: (error as Error).message })}}`;
  }
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Call | Call[];
    response.setHeader("content-type", "application/json");
    response.end(Array.isArray(body) ? `[${body.map(respond).join(",")}]` : respond(body));
  });
});
server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.send?.({
    url,
    settlements: made.settlements,
    head: chain.head(),
    seconds: (performance.now() - startedAt) / 1_000,
  } satisfies ChainReady);
});
process.once("disconnect", () => process.exit(0));
