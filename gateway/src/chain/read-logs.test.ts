import { CONTRACT_NAMES, type Deployment } from "@openledger/sdk";
import { expect } from "chai";
import { createPublicClient, custom, HttpRequestError, RpcRequestError, type PublicClient } from "viem";

import { readLogs } from "./read-logs.ts";

const address = "0x00000000000000000000000000000000000000c0" as const;
const deployment = { chainId: 1, startBlock: 0, contracts: Object.fromEntries(CONTRACT_NAMES.map((name) => [name, address])) };

/** A node that answers for so many blocks at most. */
function nodeOf(most: number, refusal: () => Error) {
  const asked: string[] = [];
  const request = async ({ params }: { params: [{ fromBlock: string; toBlock: string }] }) => {
    const [from, to] = [Number(params[0].fromBlock), Number(params[0].toBlock)];
    if (to - from + 1 > most) throw refusal();
    asked.push(`${from}-${to}`);
    return [];
  };
  return { asked, client: createPublicClient({ transport: custom({ request } as never, { retryCount: 0 }) }) as PublicClient };
}

describe("readLogs", () => {
  const range = { deployment: deployment as unknown as Deployment, from: 0n, to: 15n };
  const tooMany = () => new RpcRequestError({ body: {}, error: { code: -32_005, message: "too many results" }, url: "" });

  it("asks for halves where a node says that the whole is too much, and for every block once", async () => {
    const { client, asked } = nodeOf(4, tooMany);
    await readLogs(client, range);
    expect(asked).to.deep.equal(["0-3", "4-7", "8-11", "12-15"]);
  });

  it("does not ask again and again where nobody answers, or for less than a block", async () => {
    let calls = 0;
    const dead = nodeOf(0, () => {
      calls++;
      return new HttpRequestError({ url: "", details: "refused" });
    });
    expect(await readLogs(dead.client, range).catch((error: Error) => error.message)).to.contain("refused");
    expect(calls).to.equal(1);
    expect(await readLogs(nodeOf(0, tooMany).client, range).catch((error: Error) => error.message)).to.contain("too many results");
  });
});
