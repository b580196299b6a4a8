import { expect } from "chai";
import fc from "fast-check";

import { buildIndex } from "../build-index.ts";
import { log2 } from "../log2.ts";
import { DEFAULT_OPTIONS } from "../options.ts";
import { readOutput } from "../read-output.ts";
import { asSegmented } from "../segmented-index.ts";
import { tokenise } from "../tokenise.ts";
import { rankWords } from "./rank-words.ts";
import type { RankedItem } from "./ranked-item.ts";
import { classifyWords } from "./word-classes.ts";

/** BM25 with squared rarity from the texts alone, word by word and item by item, without inflections. */
function expectedOf(
  texts: readonly string[],
  output: string,
  { minimumSharedWords, bm25Items }: typeof DEFAULT_OPTIONS,
): readonly RankedItem[] {
  const items = texts.map((text) => tokenise(text).words);
  const total = items.reduce((sum, { length }) => sum + length, 0);
  const isCopy = items.map((words, i) => items.slice(0, i).some((other) => other.join(" ") === words.join(" ")));
  const known = [...new Set(tokenise(output).words)].filter((word) => items.some((words) => words.includes(word)));
  return items
    .map((words, item) => {
      const held = known.filter((word) => words.includes(word));
      const score = held.reduce((sum, word) => {
        const documents = items.filter((own, i) => !isCopy[i] && own.includes(word)).length;
        const rarity = log2(2 * items.length + 2) - log2(2 * documents + 1);
        const weight = Math.floor(rarity ** 2 / 65_536);
        const count = words.filter((own) => own === word).length;
        const relative = Math.floor((256 * words.length * items.length) / total);
        return sum + Math.floor((weight * Math.floor((22 * 65_536 * 256 * count) / (256 * (10 * count + 3) + 9 * relative))) / 65_536);
      }, 0);
      return { item, score, shared: held.length };
    })
    .filter(({ item, score, shared }) => !isCopy[item] && score > 0 && shared >= minimumSharedWords)
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, bm25Items)
    .map(({ item, score }) => ({ item, score }));
}

describe("rankWords", () => {
  const word = fc.nat(4_000).map((value) => `w${Math.floor(Math.sqrt(value))}`);
  const textOf = (maxLength: number) => fc.array(word, { maxLength }).map((words) => words.join(" "));

  it("is what reading every item gives, to the last unit and in the order of ties", () => {
    let ranked = 0;
    fc.assert(
      fc.property(
        fc.array(textOf(30), { minLength: 1, maxLength: 40 }),
        textOf(60),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 6 }),
        (texts, output, minimumSharedWords, bm25Items) => {
          const corpus = asSegmented(
            buildIndex(texts.map((text, i) => ({ contributionId: BigInt(i), contentRoot: "0x", text, noveltyPpm: 0, commit: i }))),
          );
          const options = { ...DEFAULT_OPTIONS, minimumSharedWords, bm25Items, alignedItems: 0, minimumWordBits: 0, foldInflections: 0 };
          const { words } = tokenise(output);
          const found = rankWords(corpus, classifyWords(corpus, words, readOutput(corpus, words).words, options).classes, options);
          ranked += found.length;
          expect(found).to.deep.equal(expectedOf(texts, output, options));
        },
      ),
      { numRuns: 300 },
    );
    expect(ranked).to.be.greaterThan(100);
  });
});
