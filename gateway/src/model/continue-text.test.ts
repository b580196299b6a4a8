import { expect } from "chai";
import fc from "fast-check";

import { buildIndex } from "../attribution/build-index.ts";
import { itemAt } from "../attribution/lexical-index.ts";
import { numberTokens } from "../attribution/number-tokens.ts";
import { continueText, type ContinuationSource } from "./continue-text.ts";

function sourceOf(texts: Readonly<Record<number, string>>): ContinuationSource {
  const items = Object.entries(texts).map(([id, text]) => ({
    ...{ contributionId: BigInt(id), contentRoot: "0x" as const, text, noveltyPpm: 1_000_000, commit: Number(id) },
  }));
  return { index: buildIndex(items), textOf: (id) => texts[Number(id)]! };
}

const none: ReadonlySet<bigint> = new Set();
const continued = (sources: readonly ContinuationSource[], prompt: string, { maxWords = 99, excluded = none } = {}): string =>
  [...continueText(sources, { prompt, maxWords, excluded })].map(({ text }) => text).join("");

const TEXTS = { 1: "The guard is raised, then the call is made; the guard falls last.", 2: "Nobody else (ever) waits." };

describe("continueText", () => {
  it("goes on as the item does, with what stands between its words, up to its last word", () => {
    expect(continued([sourceOf(TEXTS)], "He says the guard is raised, then")).to.equal(" the call is made; the guard falls last");
    expect(continued([sourceOf(TEXTS)], "nobody ELSE")).to.equal(" (ever) waits");
  });

  it("stops after so many words, at an excluded item, and where it knows nothing", () => {
    expect(continued([sourceOf(TEXTS)], "nobody", { maxWords: 2 })).to.equal(" else (ever");
    expect(continued([sourceOf(TEXTS)], "nobody", { excluded: new Set([2n]) })).to.equal("");
    expect(continued([sourceOf(TEXTS)], "unheard of")).to.equal("");
    expect(continued([], "nobody")).to.equal("");
  });

  it("takes the commonest next word, and ends when it would repeat itself", () => {
    const source = sourceOf({ 1: "go left", 2: "go right now", 3: "go right", 4: "round and round and round and" });
    expect(continued([source], "go")).to.equal(" right now");
    expect(continued([source], "round").split(" ").length).to.be.lessThan(20);
  });

  it("follows the source that knows the longest end", () => {
    const short = sourceOf({ 1: "the call fails" });
    const long = sourceOf({ 2: "then the call succeeds" });
    expect(continued([short, long], "and then the call")).to.equal(" succeeds");
  });

  it("gives what a look at every place of every end of the context gives", () => {
    const words = (least: number, most: number) =>
      fc.array(fc.nat(4), { minLength: least, maxLength: most }).map((own) => own.map((word) => `w${word}`).join(" "));
    // Long repeated pieces, so that contexts reach their longest, in several places and next to an item's end.
    const texts = fc
      .tuple(words(20, 60), fc.array(fc.tuple(fc.nat(40), fc.nat(60), words(0, 6)), { minLength: 1, maxLength: 9 }))
      .map(([piece, cuts]) =>
        cuts.map(([at, length, more]) =>
          `${piece
            .split(" ")
            .slice(at % 20, at + length)
            .join(" ")} ${more}`.trim(),
        ),
      );
    const corpora = fc.array(texts, { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(corpora, words(0, 30), (given, prompt) => {
        const sources = given.map((own) => sourceOf(own.some((text) => text !== "") ? { ...own } : { 0: "w0" }));
        expect(continued(sources, prompt, { maxWords: 120 })).to.equal(continuedByTrial(sources, prompt, 120));
      }),
      { numRuns: 400 },
    );
  });
});

/** Of words made of letters and digits that single spaces part. */
function continuedByTrial(sources: readonly ContinuationSource[], prompt: string, maxWords: number): string {
  const context = prompt.split(" ").filter((word) => word !== "");
  const used = sources.map(() => new Set<number>());
  let text = "";
  for (let produced = 0; produced < maxWords; produced++) {
    let best: { source: number; length: number; nexts: number[] } | undefined;
    for (const [source, { index }] of sources.entries()) {
      const numbers = numberTokens(index, context);
      for (let length = Math.min(24, context.length); length > 0; length--) {
        const end = [...numbers.slice(-length)];
        const nexts = [...index.tokens.keys()].filter(
          (place) => place >= length && index.tokens[place] !== 0 && end.every((word, i) => index.tokens[place - length + i] === word),
        );
        if (nexts.length === 0) continue;
        if (!best || length > best.length) best = { source, length, nexts };
        break;
      }
    }
    if (!best) break;
    const { index, textOf } = sources[best.source]!;
    const count = (word: number): number => best.nexts.filter((place) => index.tokens[place] === word).length;
    const [word] = best.nexts.map((place) => index.tokens[place]!).sort((a, b) => count(b) - count(a) || a - b);
    const place = best.nexts.filter((own) => index.tokens[own] === word).sort((a, b) => a - b)[0]!;
    if (used[best.source]!.has(place)) break;
    used[best.source]!.add(place);
    const item = itemAt(index, place);
    const local = place - index.starts[item]!;
    const own = textOf(index.contributionIds[item]!).split(" ")[local]!;
    context.push(own);
    text += local === 0 ? own : ` ${own}`;
  }
  return text;
}
