import { expect } from "chai";
import fc from "fast-check";

import { inflectionsOf, stemOf } from "./stem.ts";

describe("stemOf", () => {
  it("folds plural, past and -ing forms of a word", () => {
    for (const family of [
      ["parse", "parses", "parsed", "parsing"],
      ["stop", "stops", "stopped", "stopping"],
      ["query", "queries", "queried", "querying"],
      ["match", "matches", "matched", "matching"],
      ["token", "tokens"],
      ["return", "returns", "returned", "returning"],
    ]) {
      expect(new Set(family.map(stemOf)).size, family.join(" ")).to.equal(1);
    }
  });

  it("leaves short words, other alphabets and identifiers alone", () => {
    for (const word of ["is", "bus", "ids", "straßen", "確", "erc20s", "max_values", `${"a".repeat(40)}s`])
      expect(stemOf(word)).to.equal(word);
  });

  it("keeps apart what is not one word", () => {
    expect(stemOf("class")).to.not.equal(stemOf("clasp"));
    expect(stemOf("status")).to.not.equal(stemOf("state"));
    expect(stemOf("string")).to.not.equal(stemOf("strs"));
  });
});

describe("inflectionsOf", () => {
  it("lists the word first, then only words of the same stem, none twice", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,14}$/), (word) => {
        const forms = inflectionsOf(word);
        expect(forms[0]).to.equal(word);
        expect(new Set(forms).size).to.equal(forms.length);
        for (const form of forms) expect(stemOf(form)).to.equal(stemOf(word));
      }),
    );
  });

  it("finds the regular forms from any of them", () => {
    for (const family of [
      ["parse", "parses", "parsed", "parsing"],
      ["stop", "stops", "stopped", "stopping"],
      ["query", "queries", "queried"],
    ]) {
      for (const word of family) expect(inflectionsOf(word)).to.include.members(family);
    }
  });
});
