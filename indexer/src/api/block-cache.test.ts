import { expect } from "chai";
import { Hono } from "hono";
import type { Hex } from "viem";

import { blockCache } from "./block-cache.ts";
import type { IndexedBlock } from "./indexed-block.ts";

const blockOf = (number: number, hash: Hex | null = `0x${"ab".repeat(32)}`): IndexedBlock => ({ number, hash, timestamp: 1_763_640_000 });

const open = () => {
  const world = { block: blockOf(9) as IndexedBlock | null, now: 0, asked: 0 };
  const app = new Hono();
  app.use(
    blockCache(
      async () => world.block,
      () => world.now,
    ),
  );
  app.get("/why/:account", (c) => c.json({ asked: ++world.asked, account: c.req.param("account") }));
  app.get("/absent", (c) => c.json({ asked: ++world.asked }, 404));
  app.get("/page", (c) => c.html(`${++world.asked}`));
  app.post("/graphql", async (c) => c.json({ asked: ++world.asked, body: await c.req.raw.text() }));
  const get = async (path: string) => (await app.request(path)).text();
  const post = async (body: string) =>
    (await app.request("/graphql", { method: "POST", body, headers: { "content-length": `${body.length}` } })).text();
  return { world, get, post };
};

describe("answers kept for a block", () => {
  it("are the same until the next block, for each question its own", async () => {
    const { world, get, post } = open();
    expect(await get("/why/7")).to.equal('{"asked":1,"account":"7"}');
    expect(await get("/why/7")).to.equal('{"asked":1,"account":"7"}');
    expect(await get("/why/8")).to.equal('{"asked":2,"account":"8"}');
    expect(await post("a")).to.equal('{"asked":3,"body":"a"}');
    expect(await post("a")).to.equal('{"asked":3,"body":"a"}');
    expect(await post("b")).to.equal('{"asked":4,"body":"b"}');
    world.block = blockOf(10);
    expect(await get("/why/7")).to.equal('{"asked":5,"account":"7"}');
  });

  it("are made once for those who ask at the same time", async () => {
    const { world, get } = open();
    const answers = await Promise.all([get("/why/7"), get("/why/7"), get("/why/7")]);
    expect(new Set(answers).size).to.equal(1);
    expect(world.asked).to.equal(1);
  });

  it("go with a reorganisation, with age, and where the chain does not confirm the block", async () => {
    const { world, get } = open();
    await get("/why/7");
    world.block = blockOf(9, `0x${"cd".repeat(32)}`);
    await get("/why/7");
    expect(world.asked).to.equal(2);
    world.now += 2_001;
    await get("/why/7");
    expect(world.asked).to.equal(3);
    world.block = blockOf(9, null);
    await get("/why/7");
    await get("/why/7");
    expect(world.asked).to.equal(5);
    world.block = null;
    await get("/why/7");
    expect(world.asked).to.equal(6);
  });

  it("are neither refusals nor pages", async () => {
    const { world, get } = open();
    for (const path of ["/absent", "/absent", "/page", "/page"]) await get(path);
    expect(world.asked).to.equal(4);
  });
});
