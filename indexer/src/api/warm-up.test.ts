import { expect } from "chai";
import { Hono } from "hono";

import { warmUp } from "./warm-up.ts";

const FACTS = {
  receipts: { items: [{ id: "0x01" }, { id: "0x02" }] },
  legs: { items: [7, 8].map((accountId) => ({ accountId, contributionId: `${accountId}00` })) },
};

describe("warmUp", () => {
  const asked: string[] = [];
  const app = new Hono()
    .post("/graphql", async (c) => {
      asked.push(((await c.req.json()) as { query: string }).query);
      return c.json({ data: FACTS });
    })
    .get("*", (c) => {
      asked.push(c.req.path);
      return c.json({});
    });
  beforeEach(() => asked.splice(0));

  it("asks every usual question about each of the newest facts, and leaves no blank", async () => {
    await warmUp(app);
    const paths = asked.filter((text) => text.startsWith("/"));
    expect(paths).to.have.members(
      ["/why/7", "/why/8", "/explain/receipt/0x01", "/explain/receipt/0x02"].concat(
        ["700", "800"].map((id) => `/explain/contribution/${id}`),
      ),
    );
    expect(asked.length - paths.length).to.equal(1 + 2 * 7);
    expect(asked.filter((text) => text.includes("$"))).to.deep.equal([]);
    expect(asked.some((text) => text.includes('receipt(id: "0x02")'))).to.equal(true);
  });

  it("asks nothing of an empty index, and stops when its time is over", async () => {
    await warmUp(new Hono().post("/graphql", (c) => c.json({ data: { receipts: { items: [] }, legs: { items: [] } } })));
    let time = 0;
    await warmUp(app, () => (time += 1_000));
    expect(asked.length).to.be.within(1, 1 + 4);
  });
});
