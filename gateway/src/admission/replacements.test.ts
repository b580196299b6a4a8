import { expect } from "chai";

import { countReplacements } from "./replacements.ts";

const wordsOf = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`);
const originalOf = (words: readonly string[]) => ({ words, places: new Map(words.map((word, at) => [word, [at]])) });

describe("countReplacements", () => {
  const original = originalOf(wordsOf(120));

  it("counts nothing in the original itself, and in a text of somebody's own", () => {
    expect(countReplacements(original.words, original)).to.deep.equal({ total: 0, single: 0 });
    expect(countReplacements(wordsOf(120).reverse(), original)).to.deep.equal({ total: 0, single: 0 });
  });

  it("tells words replaced alike from words replaced each by another", () => {
    const repeated = originalOf(original.words.map((word, at) => (at % 5 === 0 ? "uint128" : word)));
    const alike = repeated.words.map((word) => (word === "uint128" ? "uint40" : word));
    expect(countReplacements(alike, repeated)).to.deep.equal({ total: 24, single: 0 });
    const each = repeated.words.map((word, at) => (word === "uint128" ? `other${at}` : word));
    expect(countReplacements(each, repeated)).to.deep.equal({ total: 24, single: 24 });
  });

  it("counts no more than a window where words were left out or put in", () => {
    const shifted = ["one", "more", ...original.words.slice(0, 60), ...original.words.slice(61)];
    expect(countReplacements(shifted, original).total).to.be.below(32);
  });
});
