import { expect } from "chai";
import fc from "fast-check";

import { findWord } from "./find-word.ts";
import { halvesOf, sharedUint64 } from "./shared-arrays.ts";

const wordHash = (hash: bigint) => ({ high: Number(hash >> 32n), low: Number(hash & 0xffff_ffffn) });

function vocabularyOf(hashes: readonly bigint[]) {
  const ascending = [...new Set(hashes)].sort((a, b) => (a < b ? -1 : 1));
  const vocabularyHashes = sharedUint64(ascending.length + 1);
  ascending.forEach((hash, i) => (vocabularyHashes[i + 1] = hash));
  return { vocabularyHashes, hashHalves: halvesOf(vocabularyHashes) };
}

describe("findWord", () => {
  it("finds each word and no other, however the hashes are spread", () => {
    const hash = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n });
    const near = fc.tuple(hash, fc.bigInt({ min: 0n, max: 2_000n })).map(([base, more]) => ((base >> 60n) << 60n) + 1n + more);
    const spread = fc.array(fc.oneof(hash, near), { maxLength: 600, size: "max" });
    fc.assert(
      fc.property(spread, hash, near, (hashes, other, close) => {
        const vocabulary = vocabularyOf(hashes);
        const all = [...vocabulary.vocabularyHashes];
        for (const own of [...all.slice(1), other, close, 1n, 2n ** 64n - 1n])
          expect(findWord(vocabulary, wordHash(own))).to.equal(Math.max(0, all.indexOf(own)));
      }),
      { numRuns: 100 },
    );
  });
});
