import { expect } from "chai";

import { optionsOf } from "./options.ts";

describe("optionsOf", () => {
  it("takes ascending sizes", () => {
    expect(optionsOf({ quick: false })).to.deep.include({ sizes: [10, 50, 200], miniSearchSize: 30, parts: ["index", "gateway"] });
    expect(optionsOf({ sizes: "2,4", quick: true, only: "index" })).to.deep.include({ sizes: [2, 4], miniSearchSize: 4, parts: ["index"] });
  });

  it("says what is wrong with others", () => {
    for (const sizes of ["", "x", "5,2", "-1", "3000"]) expect(optionsOf({ sizes, quick: false }), sizes).to.be.a("string");
    expect(optionsOf({ quick: false, only: "both" })).to.contain("--only is both");
  });
});
