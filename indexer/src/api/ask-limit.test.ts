import { expect } from "chai";

import { TooManyAsks, askLimit } from "./ask-limit.ts";

describe("the limit of what is asked at once", () => {
  const held = () => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    return { task: () => promise, resolve, reject };
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it("runs so many at once, and the rest in order as those end, well or not", async () => {
    const limit = askLimit({ atOnce: 2, waiting: 2 });
    const parts = Array.from({ length: 4 }, held);
    const started: number[] = [];
    const asks = parts.map(({ task }, i) => limit(() => (started.push(i), task())).catch((error: Error) => error.message));
    await turn();
    expect(started).to.deep.equal([0, 1]);
    parts[1]!.reject(new Error("failed"));
    await turn();
    expect(started).to.deep.equal([0, 1, 2]);
    for (const [i, { resolve }] of parts.entries()) resolve(`${i}`);
    expect(await Promise.all(asks)).to.deep.equal(["0", "failed", "2", "3"]);
    expect(started).to.deep.equal([0, 1, 2, 3]);
  });

  it("refuses what would wait too long, and only that", async () => {
    const limit = askLimit({ atOnce: 1, waiting: 1 });
    const [first, second] = [held(), held()];
    const asks = [limit(first.task), limit(second.task)];
    const refused = await limit(second.task).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(TooManyAsks);
    first.resolve("a");
    second.resolve("b");
    expect(await Promise.all(asks)).to.deep.equal(["a", "b"]);
    expect(await limit(async () => "c")).to.equal("c");
  });
});
