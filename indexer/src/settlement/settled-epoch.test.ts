import { expect } from "chai";

import { anomaly, receipt, settledEpoch } from "../../ponder.schema.ts";
import type { Store } from "../fold/store.ts";
import { fold, hashOf } from "../../test/support/fold.ts";
import { settlementOf, type Answer } from "../../test/support/settlement.ts";
import { itemOf, openWorld } from "../../test/support/world.ts";

const answer = (text: string): Answer => ({
  promptTokens: 10,
  completionTokens: 20,
  legs: [{ contributionId: itemOf(5, 1), weight: 10, class: "proven" }],
  weightTotal: 20,
  contextRoot: hashOf(text),
});

describe("settledEpoch", () => {
  it("finds every receipt that comes again, whichever order sequences came in", async () => {
    const store = await openWorld();
    const later = settlementOf([answer("c"), answer("d")], { transaction: "later", firstSequence: 2 });
    const earlier = settlementOf([answer("a"), answer("b")], { transaction: "earlier" });
    const overlapping = settlementOf([answer("b"), answer("c"), answer("d"), answer("e")], { transaction: "again", firstSequence: 1 });
    await fold(store, ...later.events, ...earlier.events);
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, ...overlapping.events);
    const twice = store.rows(anomaly).filter(({ kind }) => kind === "AlreadyExists");
    expect(twice.map(({ subject }) => subject)).to.deep.equal(overlapping.receiptIds.slice(0, 3).map((id) => `receipt ${id}`));
    expect(store.rows(receipt)).to.have.length(5);
    expect(store.rows(settledEpoch)[0]).to.include({ nextSequence: 5n, batchCount: 3, receiptCount: 5 });
  });

  it("spares the look-up of each receipt while sequences ascend", async () => {
    const store = await openWorld();
    const asked: unknown[] = [];
    const watched: typeof store = {
      ...store,
      find: ((table, id) => {
        if (table === (receipt as unknown)) asked.push(id);
        return store.find(table, id);
      }) as Store["find"],
    };
    await fold(watched, ...settlementOf([answer("a"), answer("b")], { transaction: "first" }).events);
    await fold(watched, ...settlementOf([answer("c")], { transaction: "second", firstSequence: 2 }).events);
    expect(asked).to.deep.equal([]);
    const { events, receiptIds } = settlementOf([answer("b")], { transaction: "third", firstSequence: 1 });
    await fold(watched, ...events);
    expect(asked).to.deep.equal(receiptIds);
  });
});
