import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { encodeReceipt, receiptId, type Receipt } from "@openledger/sdk";
import { expect } from "chai";

import { hashOf } from "../../../test/support/fold.ts";
import { GATEWAY, OFFERING, PAYER } from "../../../test/support/world.ts";
import { TooManyAsks, askLimit } from "../ask-limit.ts";
import type { Database } from "../database.ts";
import { placeFinder } from "./find-place.ts";

const receipt: Receipt = {
  ...{ lane: "epoch", gatewayId: GATEWAY, epoch: 3, sequence: 7, payerAccount: PAYER, offeringId: OFFERING },
  ...{ promptTokens: 3, completionTokens: 5, fee: 1_000n, servedAt: 1_763_000_000_000, legCount: 0, weightTotal: 1_000 },
  ...{ legsRoot: hashOf("legs"), contextRoot: hashOf("context") },
};
const ID = receiptId(receipt);
const PLACE = { gateway: GATEWAY, epoch: 3, sequence: 7 };

describe("where a receipt stands that is in no table", () => {
  const servers: Server[] = [];
  let asked: string[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
    asked = [];
  });

  /** A gateway that answers as `respond` does. @returns Its endpoint. */
  const gateway = async (respond: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> => {
    const server = createServer((request, response) => {
      asked.push(request.url!);
      respond(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const ignorant = () => gateway((_, response) => response.writeHead(404).end("{}"));
  const knowing = () =>
    gateway(({ url }, response) =>
      url === `/v1/receipts/${ID}` ? response.end(JSON.stringify({ packed: encodeReceipt(receipt) })) : response.writeHead(404).end("{}"),
    );
  const silent = () => gateway(() => undefined);
  /** Tables whose gateways are at these endpoints. */
  const tablesOf = (...endpoints: readonly string[]): Database => {
    const rows = endpoints.map((endpoint) => ({ endpoint }));
    const query = { from: () => query, innerJoin: () => query, orderBy: () => query, limit: async () => rows };
    return { select: () => query } as unknown as Database;
  };
  const hosts = ["127.0.0.1"];

  it("is what the first gateway that knows it says, without waiting for one that does not answer", async () => {
    const find = placeFinder(tablesOf(await silent(), await ignorant(), await knowing()), hosts);
    const start = performance.now();
    expect(await find(ID)).to.deep.equal(PLACE);
    expect(performance.now() - start).to.be.lessThan(2_000);
    expect(asked).to.have.length(3);
    expect(await find(ID)).to.deep.equal(PLACE);
    expect(asked).to.have.length(3);
  });

  it("is asked once for all who ask at once", async () => {
    const find = placeFinder(tablesOf(await knowing(), await ignorant()), hosts);
    const places = await Promise.all(Array.from({ length: 20 }, () => find(ID)));
    expect(places).to.deep.equal(Array(20).fill(PLACE));
    expect(asked).to.have.length(2);
  });

  it("is not asked again for ten seconds where nobody knew it, and then it is", async () => {
    let knows = false;
    const endpoint = await gateway((_, response) => response.end(knows ? JSON.stringify({ packed: encodeReceipt(receipt) }) : "{}"));
    let time = 1_000;
    const find = placeFinder(tablesOf(endpoint, await ignorant()), hosts, { now: () => time });
    expect(await find(ID)).to.equal(null);
    knows = true;
    time += 9_999;
    expect(await find(ID)).to.equal(null);
    expect(asked).to.have.length(2);
    expect(await find(hashOf("another"))).to.equal(null);
    time += 1;
    expect(await find(ID)).to.deep.equal(PLACE);
  });

  it("makes no more requests at once than the limit, and says when too many wait, which is not remembered as unknown", async () => {
    let [open, most] = [0, 0];
    const waiting: (() => void)[] = [];
    const endpoint = await gateway((_, response) => {
      most = Math.max(most, ++open);
      waiting.push(() => {
        open--;
        response.end(JSON.stringify({ packed: encodeReceipt(receipt) }));
      });
    });
    const find = placeFinder(tablesOf(endpoint), hosts, { limit: askLimit({ atOnce: 2, waiting: 2 }) });
    const asks = [1, 2, 3, 4].map((n) => find(hashOf(`nobody's ${n}`)));
    const refused = await find(ID).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(TooManyAsks);
    const timer = setInterval(() => waiting.splice(0).forEach((answer) => answer()), 5);
    try {
      expect(await Promise.all(asks)).to.deep.equal([null, null, null, null]);
      expect(await find(ID)).to.deep.equal(PLACE);
    } finally {
      clearInterval(timer);
    }
    expect(most).to.equal(2);
  });
});
