import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";
import { Hono } from "hono";

import { startFront, type Front } from "./front.ts";

const upstream = (name: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => response.writeHead(200, { "x-name": name }).end(`${name} ${request.method} ${request.url} ${body}`));
    });
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
const portOf = (server: Server) => (server.address() as AddressInfo).port;

describe("startFront", () => {
  let [first, second]: Server[] = [];
  let front: Front;
  let target: number | null;
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${front.port}${path}`, init);

  before(async () => {
    [first, second] = [await upstream("first"), await upstream("second")];
    const ops = new Hono().get("/health", (c) => c.json({ status: "up" }));
    front = await startFront({ port: 0, hostname: "127.0.0.1", ops, target: () => target });
  });
  after(async () => {
    await front.close();
    for (const server of [first, second]) server?.close();
  });

  it("passes requests on with method, query and body, and answers operators itself", async () => {
    target = portOf(first!);
    expect(await (await ask("/graphql?a=1", { method: "POST", body: "{}" })).text()).to.equal("first POST /graphql?a=1 {}");
    expect((await ask("/why/1")).headers.get("x-name")).to.equal("first");
    target = null;
    expect(await (await ask("/health")).json()).to.deep.equal({ status: "up" });
  });

  it("asks the next index when the one that answered is gone", async () => {
    target = portOf(first!);
    first!.closeAllConnections();
    first!.close();
    setTimeout(() => (target = portOf(second!)), 150);
    expect(await (await ask("/why/2")).text()).to.equal("second GET /why/2 ");
  });

  it("asks the next index also when the old one kept a request waiting beyond its patience, and was stopped", async () => {
    const slow = createServer((request) => {
      setTimeout(() => {
        target = portOf(second!);
        request.socket.destroy();
      }, 200);
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const hasty = await startFront({ port: 0, hostname: "127.0.0.1", ops: new Hono(), target: () => target, patienceMs: 50 });
    target = portOf(slow);
    expect(await (await fetch(`http://127.0.0.1:${hasty.port}/why/4`)).text()).to.equal("second GET /why/4 ");
    await hasty.close();
    slow.close();
  });

  it("refuses what is too large, and says that there is no index", async function () {
    this.timeout(15_000);
    const large = await ask("/graphql", { method: "POST", body: "x".repeat(1_000_001) }).catch(() => null);
    expect(large?.status ?? 413).to.equal(413);
    target = null;
    const none = await ask("/why/3");
    expect([none.status, none.headers.get("retry-after")]).to.deep.equal([503, "2"]);
    expect(await none.json()).to.deep.equal({ error: { message: "The index is being built; /ready says when it answers." } });
  });
});
