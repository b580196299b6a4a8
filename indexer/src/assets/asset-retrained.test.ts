import { expect } from "chai";

import { adapter, anomaly, lineageEdge, model, retraining } from "../../ponder.schema.ts";
import { ACTOR, eventOf, fold, hashOf } from "../../test/support/fold.ts";
import { DATANET, openWorld } from "../../test/support/world.ts";

const trainedOn = (snapshot: number) => ({ relation: 0, kind: 1, parent: DATANET, snapshot, weightPpm: 0 });
const record = { name: "Auditor", uri: "", weightsHash: hashOf("old"), royaltyBps: 0 };
const about = { account: 9, owner: ACTOR, depth: 0, edges: [trainedOn(1)] };
const retrained = (contract: "ModelRegistry" | "AdapterRegistry", assetId: bigint) =>
  eventOf(contract, "AssetRetrained", { assetId, weightsHash: hashOf("new"), edges: [trainedOn(2)], actor: ACTOR });

describe("retraining", () => {
  it("moves a model and an adapter to later snapshots, and keeps the earlier edges as history", async () => {
    const store = await openWorld();
    await fold(
      store,
      eventOf("ModelRegistry", "ModelRegistered", { model: 1, ...about, record }),
      eventOf("AdapterRegistry", "AdapterRegistered", { adapter: 1, ...about, record: { ...record, baseModel: 1 } }),
    );
    const before = store.rows(model)[0]!;
    expect(before).to.include({ lineageVersion: 0, builtAt: before.timestamp });
    const event = retrained("ModelRegistry", 1n);
    await fold(store, event, retrained("AdapterRegistry", 1n));
    const changed = { weightsHash: hashOf("new"), lineageVersion: 1 };
    expect(store.rows(model)[0]).to.include({ ...changed, builtAt: event.block.timestamp });
    expect(store.rows(adapter)[0]).to.include(changed);
    const edges = store.rows(lineageEdge).filter(({ childModelId }) => childModelId === 1);
    expect(edges.map(({ id, snapshotId, isCurrent }) => [id, snapshotId, isCurrent])).to.deep.equal([
      ["Model-1-0-0", "1-1", false],
      ["Model-1-1-0", "1-2", true],
    ]);
    expect(store.rows(retraining).map(({ id }) => id)).to.deep.equal(["Model-1-1", "Adapter-1-1"]);
  });

  it("records one of an unknown asset", async () => {
    const store = await openWorld();
    await fold(store, retrained("ModelRegistry", 9n));
    expect(store.rows(anomaly)[0]).to.include({ kind: "Missing", subject: "model 9" });
  });
});
