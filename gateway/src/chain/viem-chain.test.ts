import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { CONTRACT_NAMES, parseDeployment } from "@openledger/sdk";
import { datanetRegistryAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { encodeAbiParameters, encodeEventTopics, numberToHex, pad, zeroAddress, type Hex } from "viem";

import { connectChain } from "./viem-chain.ts";

const contracts = Object.fromEntries(CONTRACT_NAMES.map((name, i) => [name, pad(numberToHex(i + 1), { size: 20 })]));
const deployment = parseDeployment({ chainId: 31_337, startBlock: 1, contracts });
const KEY: Hex = `0x${"11".repeat(32)}`;
const hashOf = (fork: number, block: bigint): Hex => pad(numberToHex(BigInt(fork) * 1_000_000n + block), { size: 32 });

/** A node that knows a head, a fork and logs; nothing else is asked of it. */
async function startNode() {
  const state = { chainId: 31_337, head: 10n, fork: 1, logs: [] as object[] };
  const answers: Record<string, (parameters: readonly unknown[]) => unknown> = {
    eth_chainId: () => numberToHex(state.chainId),
    eth_getBlockByNumber: ([tag]) => {
      const number = tag === "latest" ? state.head : BigInt(tag as string);
      return {
        number: numberToHex(number),
        hash: hashOf(state.fork, number),
        timestamp: numberToHex(1_790_000_000n + number),
        transactions: [],
      };
    },
    eth_getLogs: ([filter]) => {
      const { fromBlock, toBlock } = filter as { readonly fromBlock: Hex; readonly toBlock: Hex };
      return state.logs.filter((log) => {
        const block = BigInt((log as { blockNumber: Hex }).blockNumber);
        return block >= BigInt(fromBlock) && block <= BigInt(toBlock);
      });
    },
  };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { id, method, params } = JSON.parse(body) as { id: number; method: string; params?: readonly unknown[] };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result: answers[method]!(params ?? []) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const created = (datanet: number, name: string, block: bigint): object => ({
    address: contracts["DatanetRegistry"],
    topics: encodeEventTopics({ abi: datanetRegistryAbi, eventName: "DatanetCreated", args: { datanet, account: 1, owner: zeroAddress } }),
    data: encodeAbiParameters([{ type: "string" }, { type: "bytes32" }, { type: "address" }], [name, KEY, zeroAddress]),
    blockNumber: numberToHex(block),
    blockHash: hashOf(state.fork, block),
    transactionHash: hashOf(9, block),
    transactionIndex: "0x0",
    logIndex: "0x0",
    removed: false,
  });
  return { state, created, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

describe("connectChain", () => {
  let node: Awaited<ReturnType<typeof startNode>>;
  beforeEach(async () => {
    node = await startNode();
  });
  afterEach(() => node.close());
  const connect = () => connectChain({ rpcUrl: node.url, deployment, gatewayId: 1, receiptKey: KEY, submitterKey: KEY, salts: new Map() });
  const names = (chain: Awaited<ReturnType<typeof connect>>): readonly string[] =>
    [...chain.catalogue().datanets.values()].map(({ name }) => name);

  it("reads each block once, also when many ask at a time", async () => {
    node.state.logs = [node.created(1, "first", 4n)];
    const chain = await connect();
    expect(names(chain)).to.deep.equal(["first"]);
    node.state.logs.push(node.created(2, "second", 12n));
    node.state.head = 12n;
    expect(await Promise.all([chain.refresh(), chain.refresh(), chain.refresh()])).to.deep.equal([true, true, true]);
    expect(names(chain)).to.deep.equal(["first", "second"]);
    expect(await chain.refresh()).to.equal(false);
    expect(chain.now()).to.be.at.least(1_790_000_012_000);
  });

  it("starts anew when the chain is reorganised, shorter or not", async () => {
    node.state.logs = [node.created(1, "lost", 9n)];
    const chain = await connect();
    node.state.fork = 2;
    node.state.logs = [node.created(1, "kept", 8n)];
    expect(await chain.refresh()).to.equal(true);
    expect(names(chain)).to.deep.equal(["kept"]);
    node.state.fork = 3;
    node.state.head = 5n;
    node.state.logs = [];
    await chain.refresh();
    expect(names(chain)).to.deep.equal([]);
  });

  it("refuses another chain and a dead node in one line", async () => {
    node.state.chainId = 10;
    expect(await connect().catch((error: Error) => error.message)).to.equal(
      "OPENLEDGER_RPC_URL serves chain 10, the deployment is on chain 31337; make them agree.",
    );
    node.close();
    expect(await connect().catch((error: Error) => error.message)).to.match(
      /^The chain at OPENLEDGER_RPC_URL does not answer .*correct the URL\.$/s,
    );
  }).timeout(20_000);
});
