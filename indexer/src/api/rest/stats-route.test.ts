import { expect } from "chai";

import { parseTime, ppm } from "./parse.ts";
import { statsOf } from "./stats-route.ts";

const row = {
  receipts: "4",
  fees: "1000",
  data: "600",
  unattributed: "150",
  payers: "3",
  returning: "1",
  self_paid: "70",
  accepted: "6",
  rejected: "2",
  duplicate: "1",
  removed: "1",
};

describe("statsOf", () => {
  it("gives each share with what it is a share of", () => {
    expect(statsOf(row)).to.deep.equal({
      paidInference: { receipts: 4n, fees: 1000n },
      payers: { all: 3n, returning: 1n, returningPpm: 333_333 },
      selfPaid: { amount: 70n, ofFees: 1000n, sharePpm: 70_000 },
      rejectedData: { refused: 3n, judged: 10n, sharePpm: 300_000 },
      unattributed: { amount: 150n, ofData: 600n, sharePpm: 250_000 },
    });
  });

  it("divides nothing by nothing", () => {
    const nothing = Object.fromEntries(Object.keys(row).map((name) => [name, null])) as unknown as typeof row;
    expect(statsOf(nothing).selfPaid.sharePpm).to.equal(0);
    expect(ppm(1n, 3n)).to.equal(333_333);
  });
});

describe("parseTime", () => {
  it("takes seconds and days, nothing else", () => {
    expect(parseTime("0")).to.equal(0n);
    expect(parseTime("1763640000")).to.equal(1_763_640_000n);
    expect(parseTime("1970-01-02")).to.equal(86_400n);
    for (const text of ["", "-1", "1e9", "2026-02-30", "2026-13-01", "1969-12-31", "9999999999999", "2026-11-20T00:00"])
      expect(parseTime(text), text).to.equal(null);
  });
});
