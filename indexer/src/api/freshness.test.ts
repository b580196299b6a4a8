import { expect } from "chai";

import { freshnessOf, type Built, type BuiltOn } from "./freshness.ts";

const model = (id: number): Built => ({ kind: "Model", id });
const adapter = (id: number): Built => ({ kind: "Adapter", id });
const key = ({ kind, id }: Built) => `${kind}-${id}`;

/** Assets with the time they were built, the items they lost, and what they were built on. */
const readerOf = (entries: readonly (readonly [Built, builtAt: number, lostItems: number, ...parents: Built[]])[]) => {
  const states = new Map(
    entries.map(([asset, builtAt, lostItems, ...parents]): [string, BuiltOn] => [
      key(asset),
      { builtAt: BigInt(builtAt), lostItems, parents },
    ]),
  );
  return async (asset: Built) => states.get(key(asset)) ?? null;
};

describe("freshnessOf", () => {
  it("says that nothing was lost", async () => {
    const found = await freshnessOf(model(1), readerOf([[model(1), 10, 0]]));
    expect(found).to.deep.equal({
      isStale: false,
      lostItems: 0,
      isBehind: false,
      words: "Model 1 stands on data that may all still be used.",
    });
  });

  it("adds up what the asset and its ancestors lost, each once", async () => {
    const reader = readerOf([
      [adapter(2), 12, 0, model(1), adapter(1)],
      [adapter(1), 11, 1, model(1)],
      [model(1), 10, 2],
    ]);
    const found = await freshnessOf(adapter(2), reader);
    expect(found).to.include({ isStale: true, lostItems: 3, isBehind: false });
    expect(found!.words).to.equal("Adapter 2 is flagged until it is retrained: 3 items it was trained on were withdrawn or removed since.");
  });

  it("tells that an ancestor was retrained after what was built on it", async () => {
    const reader = readerOf([
      [adapter(1), 11, 1, model(1)],
      [model(1), 20, 0],
    ]);
    const found = await freshnessOf(adapter(1), reader);
    expect(found).to.include({ isStale: true, lostItems: 1, isBehind: true });
    expect(found!.words).to.match(/: 1 item it was trained on was withdrawn or removed since, and something it was built on was retrained/);
  });

  it("knows nothing of an unknown asset, and ends on a circle", async () => {
    expect(await freshnessOf(model(9), readerOf([]))).to.equal(null);
    const circle = readerOf([
      [model(1), 1, 1, model(2)],
      [model(2), 1, 1, model(1)],
    ]);
    expect(await freshnessOf(model(1), circle)).to.include({ lostItems: 2, isBehind: false });
  });
});
