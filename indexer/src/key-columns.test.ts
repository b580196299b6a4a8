import { expect } from "chai";

import { account, balance, contribution, receipt } from "../ponder.schema.ts";

/** What a comparison with a column hands to the database. */
const asked = (column: object, value: unknown): unknown =>
  (column as { mapToDriverValue(value: unknown): unknown }).mapToDriverValue(value);

describe("a key column", () => {
  it("asks for the nearest number that it holds, whatever type the event's argument has", () => {
    expect(asked(account.id, 4_294_967_295)).to.equal(2_147_483_647);
    expect(asked(account.id, 2n ** 256n - 1n)).to.equal(2_147_483_647n);
    expect(asked(contribution.id, 2n ** 256n - 1n)).to.equal(2n ** 63n - 1n);
    expect(asked(contribution.id, -(2n ** 255n))).to.equal(-1n);
    expect(asked(account.id, -(2 ** 40))).to.equal(-1);
  });

  it("leaves what it holds as it is", () => {
    for (const id of [0, 3, 3n, 2_147_483_647]) expect(asked(account.id, id)).to.equal(id);
    expect(asked(contribution.id, 2n ** 63n - 1n)).to.equal(2n ** 63n - 1n);
    expect(asked(receipt.id, "0xAB")).to.equal("0xab");
  });

  it("leaves other columns alone: those are written, and checked before", () => {
    expect(asked(balance.payoutCount, 4_294_967_295)).to.equal(4_294_967_295);
  });
});
