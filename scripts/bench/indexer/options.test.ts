import { expect } from "chai";

import { optionsOf } from "./options.ts";

describe("options of bench:indexer", () => {
  it("are what the issue asks for, unless told otherwise", () => {
    expect(optionsOf({ quick: false })).to.include({ legs: 100_000, sparseLegs: 20_000, queryLegs: 1_000_000 });
    expect(optionsOf({ quick: true })).to.include({ legs: 20_000, sparseLegs: 4_000, queryLegs: 40_000 });
    expect(optionsOf({ quick: true, legs: "3000", only: "fill" })).to.deep.include({ legs: 3_000, parts: ["fill"] });
  });

  it("refuse what cannot be measured and say why", () => {
    expect(optionsOf({ quick: false, legs: "1500" })).to.equal("--legs is 1500, not a multiple of 1000 from 1000 to 10000000");
    expect(optionsOf({ quick: false, "query-legs": "many" })).to.equal("--query-legs is NaN, not a multiple of 1000 from 1000 to 10000000");
    expect(optionsOf({ quick: false, only: "all" })).to.equal("--only is all, not fill or query");
  });
});
