import { expect } from "chai";
import { keccak256, stringToBytes } from "viem";

import { buildIndex } from "./build-index.ts";
import { findWord } from "./find-word.ts";
import { hashUnits, hashWord } from "./hash-words.ts";
import { rankWords } from "./rank-words.ts";
import { tokenise } from "./tokenise.ts";
import { growWordTable, type WordTable } from "./word-table.ts";

function tableOf(words: readonly string[]): WordTable {
  const table = growWordTable();
  for (const word of words)
    table.intern(
      Uint16Array.from(word, (_, i) => word.charCodeAt(i)),
      word.length,
    );
  return table.finish();
}

const hashOf = (word: string): bigint => BigInt(keccak256(stringToBytes(word)).slice(0, 18));

describe("rankWords", () => {
  // Below and above the size from which digits are sorted.
  for (const size of [0, 1, 300, 3_000]) {
    it(`numbers ${size} words by the first 8 bytes of their keccak256`, () => {
      const words = Array.from({ length: size }, (_, i) => `word${i * i}é`);
      const { vocabulary, ranks } = rankWords(tableOf(words));
      expect([...vocabulary.vocabularyHashes]).to.deep.equal([0n, ...words.map(hashOf).sort((a, b) => (a < b ? -1 : 1))]);
      words.forEach((word, i) => expect(vocabulary.vocabularyHashes[ranks[i + 1]!]).to.equal(hashOf(word)));
    });
  }

  it("takes words of one hash for one word, and refuses one that has the separator's", () => {
    const table = tableOf(["alpha", "beta", "gamma"]);
    const weak = (...word: Parameters<typeof hashUnits>) => ({ ...hashUnits(...word), high: 7, low: word[2] === 5 ? 1 : 2 });
    const { vocabulary, ranks } = rankWords(table, weak);
    expect([...ranks]).to.deep.equal([0, 1, 2, 1]);
    expect([...vocabulary.vocabularyHashes]).to.deep.equal([0n, (7n << 32n) | 1n, (7n << 32n) | 2n]);
    expect(() => rankWords(table, (...word) => ({ ...hashUnits(...word), ...(word[2] === 4 && { high: 0, low: 0 }) }))).to.throw(
      RangeError,
      '"beta" has the separator',
    );
  });

  it("makes the order of suffixes the order of hashes", () => {
    const text = "pack my box with five dozen liquor jugs and pack my box with six more";
    const { tokens, suffixes, vocabularyHashes } = buildIndex([
      { contributionId: 1n, contentRoot: "0x", text, noveltyPpm: 0, commit: 1 },
      { contributionId: 2n, contentRoot: "0x", text: "my box", noveltyPpm: 0, commit: 1 },
    ]);
    expect([...tokens].map((token) => vocabularyHashes[token])).to.deep.equal([
      ...tokenise(text).words.map(hashOf),
      0n,
      ...["my", "box"].map(hashOf),
      0n,
    ]);
    const hashesFrom = (position: number): string =>
      Array.from(tokens.subarray(position), (token) => vocabularyHashes[token]!.toString(16).padStart(16, "0")).join("");
    const sorted = [...tokens.keys()].sort((a, b) => (hashesFrom(a) < hashesFrom(b) ? -1 : 1));
    expect([...suffixes]).to.deep.equal(sorted);
  });
});

describe("findWord", () => {
  it("finds each word, and no other", () => {
    const index = buildIndex([{ contributionId: 1n, contentRoot: "0x", text: "a b c d e f g", noveltyPpm: 0, commit: 1 }]);
    for (const word of "abcdefg") expect(index.vocabularyHashes[findWord(index, hashWord(word))]).to.equal(hashOf(word));
    expect(findWord(index, hashWord("h"))).to.equal(0);
  });
});
