import { expect } from "chai";

import { log2 } from "./log2.ts";
import { tokenise } from "./tokenise.ts";

describe("tokenise", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["", []],
    ["_safeMint(to, tokenId);", ["_safemint", "to", "tokenid"]],
    ["don't — stop…", ["don", "t", "stop"]],
    ["ÉTAT e\u0301tat ΣΟΦΟΣ ПРИВЕТ Łódź", ["état", "état", "σοφοσ", "привет", "łódź"]],
    ["検証する", ["検", "証", "す", "る"]],
    ["a🦄b", ["a", "🦄", "b"]],
    ["\ud800a\udc00", ["a"]],
    ["سلام، عالم", ["سلام", "عالم"]],
  ];
  for (const [text, words] of cases) {
    it(`cuts ${JSON.stringify(text)}`, () => expect(tokenise(text).words).to.deep.equal(words));
  }

  it("cuts a run of more than 256 code units, and no surrogate pair", () => {
    expect(tokenise("x".repeat(256)).words).to.deep.equal(["x".repeat(256)]);
    expect(tokenise("x".repeat(600)).words.map(({ length }) => length)).to.deep.equal([256, 256, 88]);
    const pairs = tokenise(`x${"\u{10400}".repeat(300)}`);
    expect(pairs.words.map(({ length }) => length)).to.deep.equal([255, 256, 90]);
    expect(pairs.words.every((word) => word.isWellFormed())).to.equal(true);
  });

  it("gives the place of each word", () => {
    const text = "A🦄 (b)";
    const { starts, ends, words } = tokenise(text);
    expect(words.map((_, i) => text.slice(starts[i], ends[i]))).to.deep.equal(["A", "🦄", "b"]);
  });
});

describe("log2", () => {
  it("agrees with the true logarithm, rounded down", () => {
    for (const value of [1, 2, 3, 5, 7, 1000, 65_535, 2 ** 31 - 1]) {
      const exact = Math.log2(value) * 65_536;
      expect(log2(value)).to.be.within(Math.floor(exact - 0.01), Math.ceil(exact));
    }
  });

  it("refuses what has no logarithm", () => {
    for (const value of [0, -1, 1.5, 2 ** 31]) expect(() => log2(value)).to.throw(RangeError, String(value));
  });
});
