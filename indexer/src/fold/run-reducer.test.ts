import { expect } from "chai";

import { anomaly, networkTotal } from "../../ponder.schema.ts";
import { ACTOR, CHAIN as chain, addressOf, eventOf } from "../../test/support/fold.ts";
import { memoryStore } from "./memory-store.ts";
import { ponderStore, type PonderDatabase } from "./ponder-store.ts";
import { runReducer } from "./run-reducer.ts";
import { accountRegistered } from "../accounts/account-registered.ts";
import type { Reducer } from "./reducer.ts";

const event = eventOf("AccountRegistry", "AccountRegistered", { account: 1, owner: addressOf(1), payout: addressOf(1), actor: ACTOR });

describe("runReducer", () => {
  it("turns whatever a reducer throws into an anomaly, once", async () => {
    const store = memoryStore();
    const failing: Reducer<unknown> = async () => {
      throw new TypeError("the event is odd");
    };
    await runReducer(failing, store, event, chain);
    await runReducer(failing, store, event, chain);
    const [row, ...others] = store.rows(anomaly);
    expect(others).to.deep.equal([]);
    expect(row).to.include({ kind: "HandlerFailed", contract: "AccountRegistry", event: "AccountRegistered", actual: "the event is odd" });
    expect(store.rows(networkTotal)[0]!.anomalyCount).to.equal(1);
  });

  it("lets a failing database through as it is, so that Ponder can retry", async () => {
    const broken = new Error("connection lost");
    const fail = async () => {
      throw broken;
    };
    const values = () => Object.assign(fail(), { onConflictDoUpdate: fail });
    const db: PonderDatabase = { find: fail, delete: fail, insert: () => ({ values }), update: () => ({ set: fail }) };
    const failure = await runReducer(accountRegistered as Reducer<unknown>, ponderStore(db), event, chain).catch((error: unknown) => error);
    expect(failure).to.equal(broken);
  });
});
