import { expect } from "chai";
import fc from "fast-check";

import { buildIndex } from "../build-index.ts";
import { DEFAULT_OPTIONS } from "../options.ts";
import { readOutput } from "../read-output.ts";
import { asSegmented, combineSegments, type SegmentedIndex } from "../segmented-index.ts";
import { tokenise } from "../tokenise.ts";
import type { CorpusItem } from "../types.ts";
import { rankSimilar } from "./rank-similar.ts";

const item = (id: number, text: string, commit = id): CorpusItem => ({
  contributionId: BigInt(id),
  contentRoot: `0x${"11".repeat(32)}`,
  text,
  noveltyPpm: 1_000_000,
  commit,
});
const filler = Array.from(
  { length: 1_500 },
  (_, i) => `${"bcdfglmnprst"[i % 12]}${"aeiou"[(i * 7) % 5]}${"kvz"[(i * i) % 3]}${i % 190}`,
).join(" ");
const options = { ...DEFAULT_OPTIONS, minimumSharedWords: 2 };
const rank = (index: SegmentedIndex, output: string, own = options) => {
  const { words } = tokenise(output);
  return rankSimilar(index, words, readOutput(index, words).words, own);
};
const idsOf = (items: readonly CorpusItem[], output: string, own = options) => {
  const index = asSegmented(buildIndex(items));
  return rank(index, output, own).map(({ item: number }) => Number(index.contributionIds[number]!));
};

describe("rankSimilar", () => {
  const parser = item(1, "The parser reads tokens and reports errors when brackets do not match.");
  const cook = item(2, "The cook reads recipes and stirs onions when guests do not hurry.");

  it("finds an item by other inflections of its words", () => {
    const output = "parsers reading a token, reporting one error";
    expect(idsOf([parser, cook, item(9, filler)], output, { ...options, foldInflections: 1 })[0]).to.equal(1);
    expect(idsOf([parser, cook, item(9, filler)], output)).to.not.include(1);
  });

  it("prefers the item that has the words in the order of the output", () => {
    const inOrder = item(3, "green lantern hangs above wooden door near stone bridge");
    const scrambled = item(2, "bridge stone near door wooden above hangs lantern green");
    const output = "a green lantern hung above the wooden door near a bridge of stone";
    const ranking = idsOf([scrambled, inOrder, item(9, filler)], output);
    expect(ranking.slice(0, 2)).to.deep.equal([3, 2]);
    expect(idsOf([scrambled, inOrder, item(9, filler)], output, { ...options, alignmentPpm: 0 }).slice(0, 2)).to.deep.equal([2, 3]);
  });

  it("counts copies once, for the earliest", () => {
    expect(idsOf([item(4, parser.text, 9), item(6, parser.text, 1), item(9, filler)], parser.text)).to.deep.equal([6]);
  });

  it("names no more items than it may, and none that shares too few words", () => {
    const many = Array.from({ length: 40 }, (_, i) => item(i + 1, `lantern bridge item${i}`));
    expect(idsOf([...many, item(99, filler)], "lantern and bridge", { ...options, minimumWordBits: 1 })).to.have.length(options.bm25Items);
    expect(idsOf([...many, item(99, filler)], "lantern only", { ...options, minimumWordBits: 1 })).to.deep.equal([]);
  });

  it("gives the same for one index and for several segments, in whole numbers", () => {
    const word = fc.constantFrom(
      "vault",
      "vaults",
      "call",
      "calling",
      "called",
      "owner",
      "mint",
      "minted",
      "🦄",
      "確",
      "lock",
      "keys",
      "key",
    );
    const text = fc.array(word, { minLength: 1, maxLength: 40 }).map((list) => list.join(" "));
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 12 }), text, fc.nat(), (texts, output, cut) => {
        const items = texts.map((own, i) => item(i + 1, own));
        const at = 1 + (cut % (items.length - 1));
        const own = { ...options, foldInflections: 1, minimumWordBits: 0, minimumPairBits: 0, minimumSharedWords: 1 };
        const whole = rank(asSegmented(buildIndex(items)), output, own);
        const parts = [items.slice(0, at), items.slice(at)].map((part) => ({ index: buildIndex(part), tombstones: new Set<number>() }));
        expect(rank(combineSegments(parts), output, own)).to.deep.equal(whole);
        for (const { score } of whole) expect(Number.isSafeInteger(score)).to.equal(true);
      }),
      { numRuns: 150 },
    );
  });
});
