import { expect } from "chai";
import fc from "fast-check";

import { buildIndex } from "../build-index.ts";
import { log2 } from "../log2.ts";
import { DEFAULT_OPTIONS } from "../options.ts";
import { readOutput } from "../read-output.ts";
import { asSegmented, type SegmentedIndex } from "../segmented-index.ts";
import { tokenise } from "../tokenise.ts";
import { withMarkedWords } from "./mark-words.ts";
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
        const documents = items.filter((own) => own.includes(word)).length;
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

  const corpusOf = (texts: readonly string[]): SegmentedIndex =>
    asSegmented(buildIndex(texts.map((text, i) => ({ contributionId: BigInt(i), contentRoot: "0x", text, noveltyPpm: 0, commit: i }))));
  const plain = { ...DEFAULT_OPTIONS, alignedItems: 0, minimumWordBits: 0, foldInflections: 0 };
  const rank = (corpus: SegmentedIndex, output: string, options = plain): readonly RankedItem[] => {
    const { words } = tokenise(output);
    const { classes } = classifyWords(corpus, words, readOutput(corpus, words).words, options);
    return withMarkedWords(corpus, classes, (marked) => rankWords(corpus, classes, marked, options));
  };

  it("is what reading every item gives, to the last unit and in the order of ties", () => {
    let ranked = 0;
    fc.assert(
      fc.property(
        fc.array(textOf(30), { minLength: 1, maxLength: 40 }),
        textOf(60),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 6 }),
        (texts, output, minimumSharedWords, bm25Items) => {
          const options = { ...plain, minimumSharedWords, bm25Items };
          const found = rank(corpusOf(texts), output, options);
          ranked += found.length;
          expect(found).to.deep.equal(expectedOf(texts, output, options));
        },
      ),
      { numRuns: 300 },
    );
    expect(ranked).to.be.greaterThan(100);
  });

  it("is the same where most postings are left unread", () => {
    // Words of many ranks: the lower a word's number the more items hold it. Some items are copies, some are long.
    const skewed = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60)).map(([a, b, c]) => `w${(a * b * c) >> 6}`);
    const skewedText = (maxLength: number) => fc.array(skewed, { minLength: 5, maxLength }).map((words) => words.join(" "));
    fc.assert(
      fc.property(
        fc.array(skewedText(60), { minLength: 150, maxLength: 300 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
        skewedText(30),
        fc.integer({ min: 1, max: 12 }),
        (own, picks, noise, bm25Items) => {
          const texts = [...own, own[0]!, own.slice(0, 60).join(" ")];
          const output = `${picks.map((pick) => texts[pick % texts.length]!).join(" ")} ${noise}`;
          const options = { ...plain, bm25Items };
          expect(rank(corpusOf(texts), output, options)).to.deep.equal(expectedOf(texts, output, options));
        },
      ),
      { numRuns: 20 },
    );
  });

  it("reads little of what common words are held by", () => {
    const texts = Array.from(
      { length: 1_000 },
      (_, i) => `common words in all of them besides rare${i >> 5} rarer${i >> 3} most${i >> 1} ${"far ".repeat(i % 9)}`,
    );
    const corpus = corpusOf(texts);
    const segment = corpus.segments[0]!;
    let reads = 0;
    const postingItems = new Proxy(segment.index.postingItems, {
      get: (target, name) => {
        if (typeof name === "string" && /^\d+$/.test(name)) reads++;
        return Reflect.get(target, name, target) as unknown;
      },
    });
    const watched = { ...corpus, segments: [{ ...segment, index: { ...segment.index, postingItems } }] };
    const output = "common words in all of them besides rare7 rarer31 most124 far rare8 rare9 rare10";
    expect(rank(watched, output)).to.deep.equal(expectedOf(texts, output, plain));
    expect(reads).to.be.lessThan(segment.index.postingItems.length / 8);
  });
});
