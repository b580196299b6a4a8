import { expect } from "chai";

import { ACTOR, eventOf, fold, hashOf } from "../../test/support/fold.ts";
import { openTables } from "../../test/support/tables.ts";
import { DATANET, itemOf, openWorld, verdictOn } from "../../test/support/world.ts";
import { builtOnReader, freshnessOf, type Built, type BuiltOn } from "./freshness.ts";

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

describe("freshness of folded assets", function () {
  this.timeout(240_000);

  it("flags a model and what was built on it after a withdrawal, until each is retrained", async () => {
    const store = await openWorld();
    const trainedOn = (snapshot: number) => ({ relation: 0, kind: 1, parent: DATANET, snapshot, weightPpm: 0 });
    const record = { name: "Auditor", uri: "", weightsHash: hashOf("old"), royaltyBps: 0 };
    const about = { account: 9, owner: ACTOR, depth: 0 };
    const readAll = async (...assets: readonly Built[]) => {
      const tables = await openTables(store);
      try {
        return await Promise.all(assets.map((asset) => freshnessOf(asset, builtOnReader(tables.db))));
      } finally {
        await tables.close();
      }
    };
    await fold(
      store,
      eventOf("ModelRegistry", "ModelRegistered", { model: 1, ...about, edges: [trainedOn(1)], record }),
      eventOf("AdapterRegistry", "AdapterRegistered", { adapter: 1, ...about, edges: [], record: { ...record, baseModel: 1 } }),
    );
    await fold(store, verdictOn(itemOf(5, 1), 5));
    for (const found of await readAll(model(1), adapter(1))) expect(found).to.include({ isStale: true, lostItems: 1, isBehind: false });
    const about2 = { itemRoot: hashOf("root"), itemCount: 1, termsVersion: 1, manifestUri: "", actor: ACTOR };
    await fold(
      store,
      eventOf("DatanetRegistry", "SnapshotPublished", { datanet: DATANET, snapshot: 2, ...about2 }),
      eventOf("ModelRegistry", "AssetRetrained", { assetId: 1n, weightsHash: hashOf("new"), edges: [trainedOn(2)], actor: ACTOR }),
    );
    const [retrained, behind, unknown] = await readAll(model(1), adapter(1), model(2));
    expect(retrained).to.include({ isStale: false, lostItems: 0, isBehind: false });
    expect(behind).to.include({ isStale: true, lostItems: 0, isBehind: true });
    expect(unknown).to.equal(null);
  });
});
