import { expect } from "chai";
import fc from "fast-check";

import { longestMatch, suffixRange } from "./search-suffixes.ts";
import { buildSuffixArray } from "./suffix-array.ts";

function compare(text: Int32Array, a: number, b: number): number {
  while (a < text.length && b < text.length && text[a] === text[b]) [a, b] = [a + 1, b + 1];
  return a === text.length ? -1 : b === text.length ? 1 : text[a]! - text[b]!;
}

const symbols = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 200 }).map((values) => Int32Array.from(values));

describe("buildSuffixArray", () => {
  it("sorts the suffixes as a plain sort does", () => {
    fc.assert(
      fc.property(symbols, (text) => {
        const expected = Array.from(text.keys()).sort((a, b) => compare(text, a, b));
        expect([...buildSuffixArray(text, 4)]).to.deep.equal(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("finds the longest match and all its places as a scan does", () => {
    fc.assert(
      fc.property(symbols, fc.array(fc.constantFrom(-1, 1, 2, 3, 4), { minLength: 1, maxLength: 20 }), (tokens, values) => {
        // Symbol 0 ends items and is in no pattern, as in an index.
        const buckets = Int32Array.from({ length: 6 }, (_, symbol) => tokens.filter((token) => token < symbol).length);
        const index = { tokens, suffixes: buildSuffixArray(tokens, 4), buckets };
        const pattern = Int32Array.from(values);
        let longest = 0;
        for (let at = 0; at < tokens.length; at++) {
          let length = 0;
          while (length < pattern.length && tokens[at + length] === pattern[length]) length++;
          longest = Math.max(longest, length);
        }
        expect(longestMatch(index, pattern, 0)).to.equal(longest);
        if (longest === 0) return;
        const [first, end] = suffixRange(index, pattern, 0, longest);
        const places = [...tokens.keys()].filter((at) => values.slice(0, longest).every((value, i) => tokens[at + i] === value));
        expect([...index.suffixes.slice(first, end)].sort((a, b) => a - b)).to.deep.equal(places);
      }),
      { numRuns: 500 },
    );
  });
});
