import { expect } from "chai";
import fc from "fast-check";

import { sortSuffixes } from "./sort-suffixes.ts";
import { buildSuffixArray } from "./suffix-array.ts";

/** Long enough for the WebAssembly core. */
const LENGTH = 4_096;

const isSame = (text: Int32Array, largest: number): boolean =>
  Buffer.from(sortSuffixes(text, largest).buffer).equals(Buffer.from(buildSuffixArray(text, largest).buffer));

describe("sortSuffixes", () => {
  it("gives the bytes of its TypeScript twin on random texts of any alphabet", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(5_000),
        (pattern, symbols, more) => {
          const text = Int32Array.from(
            { length: LENGTH + more },
            (_, i) => (pattern[i % pattern.length]! + (i >> 9) * (more % 3)) % symbols,
          );
          expect(isSame(text, symbols - 1)).to.equal(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("sorts periodic, constant, falling and rising texts", () => {
    for (const symbol of [
      () => 0,
      (i: number) => i & 1,
      (i: number) => (i % 7) * (i & 1),
      (i: number) => LENGTH - i,
      (i: number) => i,
      (i: number) => Number(BigInt.asUintN(1, BigInt(i.toString(2).replaceAll("0", "").length))),
    ]) {
      const text = Int32Array.from({ length: LENGTH + 1 }, (_, i) => symbol(i));
      expect(isSame(text, LENGTH + 1)).to.equal(true);
    }
  });

  it("takes empty and one-symbol texts and writes where it is told", () => {
    expect([...sortSuffixes(new Int32Array(0), 0)]).to.deep.equal([]);
    const into = new Int32Array(new SharedArrayBuffer(4));
    expect(sortSuffixes(Int32Array.of(3), 3, into)).to.equal(into);
    expect([...into]).to.deep.equal([0]);
  });
});
