import { expect } from "chai";

import { balance } from "../../ponder.schema.ts";
import { emptyBalance } from "../accounts/empty-balance.ts";
import { eventOf } from "../../test/support/fold.ts";
import { ACTOR, addressOf } from "../../test/support/fold.ts";
import { FoldError } from "./fold-error.ts";
import { HostError } from "./host-error.ts";
import { memoryStore } from "./memory-store.ts";
import { ponderStore, type PonderDatabase } from "./ponder-store.ts";
import type { Row } from "./store.ts";

const EVENT = eventOf("AccountRegistry", "AccountRegistered", { account: 1, owner: addressOf(1), payout: addressOf(1), actor: ACTOR });
const empty = (id: number) => emptyBalance(id, EVENT);

/** A database that has the balances of these accounts, and applies changes as Ponder does. */
const databaseWith = (...known: readonly Row<typeof balance>[]) => {
  const rows = new Map(known.map((row) => [row.accountId, row]));
  const db = {
    insert: () => ({
      values: (given: Row<typeof balance>[]) => ({
        onConflictDoUpdate: async (change: (row: object) => object) => {
          for (const row of given) {
            const before = rows.get(row.accountId);
            rows.set(row.accountId, before === undefined ? row : { ...before, ...change(before) });
          }
        },
      }),
    }),
  };
  return { db: db as unknown as PonderDatabase, rows };
};

const earn = (row: Row<typeof balance>) => ({ earned: row.earned + 5n, payoutCount: row.payoutCount + 1 });

describe("upsertAll", () => {
  it("changes what is there and starts what is not, as the store in memory does", async () => {
    const { db, rows } = databaseWith({ ...empty(1), earned: 7n });
    const memory = memoryStore();
    await memory.insert(balance, { ...empty(1), earned: 7n });
    for (const store of [ponderStore(db), memory]) await store.upsertAll(balance, [empty(1), empty(2)], earn);
    expect([...rows.values()].map(({ earned }) => earned)).to.deep.equal([12n, 5n]);
    expect(memory.rows(balance)).to.deep.equal([...rows.values()]);
  });

  it("blames the event, not the host, for a value that no column can hold", async () => {
    const full = { ...empty(1), payoutCount: 2 ** 31 - 1 };
    for (const rows of [[full], []]) {
      const store = ponderStore(databaseWith(...rows).db);
      const failure = await store.upsertAll(balance, [rows.length > 0 ? empty(1) : full], earn).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(FoldError);
      expect((failure as Error).message).to.equal("payoutCount cannot hold 2147483648");
    }
  });

  it("blames the host for a failing database", async () => {
    const db = { insert: () => ({ values: () => ({ onConflictDoUpdate: () => Promise.reject(new Error("gone")) }) }) };
    const failure = await ponderStore(db as unknown as PonderDatabase)
      .upsertAll(balance, [empty(1)], earn)
      .catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(HostError);
  });
});
