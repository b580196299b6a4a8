import { expect } from "chai";

import type { Database } from "./database.ts";
import { openPglite } from "./open-pglite.ts";

describe("pgliteSession", () => {
  let database: Database;
  before(async () => {
    database = await openPglite();
    await database.query("CREATE TABLE numbers (number integer PRIMARY KEY, large bigint, name text, is_odd boolean)");
  });
  after(() => database.close());

  const add = (number: number, tx: Pick<Database, "query"> = database) =>
    tx.query("INSERT INTO numbers VALUES ($1, $2, $3, $4)", [number, 2 ** 40, null, number % 2 === 1]);
  const count = async (): Promise<number> => (await database.query<{ n: number }>("SELECT count(*)::integer AS n FROM numbers"))[0]!.n;

  it("gives values by their types, the second time as the first", async () => {
    await add(1);
    for (let i = 0; i < 7; i++) {
      const rows = await database.query("SELECT number, large::text, name, is_odd FROM numbers WHERE number = $1", [1]);
      expect(rows).to.deep.equal([{ number: 1, large: String(2 ** 40), name: null, is_odd: true }]);
    }
  });

  it("answers on after a statement that failed, whether it does not parse or does not run", async () => {
    await add(2);
    const outcomes = await Promise.allSettled([add(2), database.query("SELECT nothing FROM nowhere WHERE a = $1", [1]), add(3)]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(["rejected", "rejected", "fulfilled"]);
    expect((outcomes[0] as PromiseRejectedResult).reason)
      .to.be.an("error")
      .with.property("message")
      .that.includes("numbers_pkey");
    expect(await database.query("SELECT $1::text AS word", ["on"])).to.deep.equal([{ word: "on" }]);
  });

  it("keeps all of a transaction or nothing, and lets nothing in between", async () => {
    const first = await count();
    const failed = database.transaction(async (tx) => {
      await add(10, tx);
      throw new Error("no more");
    });
    const done = database.transaction(async (tx) => {
      await add(11, tx);
      await add(12, tx);
    });
    const [, , after] = await Promise.allSettled([failed, done, count()]);
    expect((after as PromiseFulfilledResult<number>).value).to.equal(first + 2);
  });

  it("fails a transaction whose failed statement nobody noticed", async () => {
    const first = await count();
    const work = database.transaction(async (tx) => {
      await add(20, tx);
      await add(20, tx).catch(() => undefined);
    });
    expect((await Promise.allSettled([work]))[0]!.status).to.equal("rejected");
    expect(await count()).to.equal(first);
  });

  it("refuses what is asked of a transaction that is over", async () => {
    let kept: Pick<Database, "query"> | undefined;
    await database.transaction(async (tx) => {
      kept = tx;
    });
    expect(() => kept!.query("SELECT 1")).to.throw("is over");
  });

  it("plans anew when a table was replaced", async () => {
    const read = () => database.query<{ word: string }>("SELECT word FROM replaced WHERE number = $1", [1]);
    for (const word of ["old", "new"]) {
      await database.query("DROP TABLE IF EXISTS replaced");
      await database.query("CREATE TABLE replaced (number integer, word text)");
      await database.query("INSERT INTO replaced VALUES ($1, $2)", [1, word]);
      expect(await read()).to.deep.equal([{ word }]);
    }
  });
});
