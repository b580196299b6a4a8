import { expect } from "chai";

import { startGateway, type Started } from "../../test/start-gateway.ts";
import { storeNumbered } from "./direct-numbers.ts";

const DAY = 86_400_000;

describe("storeNumbered", () => {
  let started: Started;
  before(async () => {
    started = await startGateway();
  });
  after(() => started.close());

  /** Stores nothing but the number. */
  const take = (place: { readonly epoch: number; readonly sequence: number }) =>
    started.gateway.database
      .query<{ n: string }>(
        "UPDATE epochs SET next_sequence = next_sequence + 1 WHERE epoch = $1 AND next_sequence = $2 RETURNING next_sequence::text AS n",
        [place.epoch, place.sequence],
      )
      .then((rows) => (rows.length === 1 ? place : undefined));

  it("gives each receipt the next number of its epoch, whoever comes at once and whatever fails", async () => {
    const places = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) =>
        storeNumbered(started.gateway, (7 + (i % 2)) * DAY, (place) => {
          if (i % 5 === 0) throw new Error("not signed");
          return take(place);
        }),
      ),
    );
    const taken = places.filter((result) => result.status === "fulfilled").map(({ value }) => `${value.epoch}/${value.sequence}`);
    expect(taken.sort()).to.deep.equal([7, 8].flatMap((epoch) => Array.from({ length: 12 }, (_, i) => `${epoch}/${i}`)).sort());
  });

  it("asks again with the journal's number when that is another than it knows", async () => {
    await storeNumbered(started.gateway, 9 * DAY, take);
    await started.gateway.database.query("UPDATE epochs SET next_sequence = 40 WHERE epoch = 9");
    const asked: number[] = [];
    const place = await storeNumbered(started.gateway, 9 * DAY, (next) => {
      asked.push(next.sequence);
      return take(next);
    });
    expect(asked).to.deep.equal([1, 40]);
    expect(place.sequence).to.equal(40);
  });
});
