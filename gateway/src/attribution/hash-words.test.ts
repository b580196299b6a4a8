import { expect } from "chai";
import fc from "fast-check";
import { keccak256, stringToBytes } from "viem";

import { hashWord } from "./hash-words.ts";

function expected(word: string): { high: number; low: number } {
  const digest = keccak256(stringToBytes(word), "bytes");
  const view = new DataView(digest.buffer, digest.byteOffset, 8);
  return { high: view.getUint32(0), low: view.getUint32(4) };
}

describe("hashWord", () => {
  it("is the beginning of keccak256 over UTF-8, at the edges of a block too", () => {
    for (const length of [0, 1, 134, 135, 136, 137, 271, 272, 273, 5_000]) {
      const word = "w".repeat(length);
      expect(hashWord(word), `${length}`).to.deep.equal(expected(word));
    }
  });

  it("agrees with viem on any well-formed word, asked twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (word) => {
        expect(hashWord(word)).to.deep.equal(expected(word));
        expect(hashWord(word)).to.deep.equal(expected(word));
      }),
      { numRuns: 200 },
    );
  });
});
