import { expect } from "chai";
import fc from "fast-check";

import { attribute } from "./attribute.ts";
import { buildIndex } from "./build-index.ts";
import { methodId } from "./method-id.ts";
import { tokenise } from "./tokenise.ts";
import type { CorpusItem } from "./types.ts";

const ROOT = `0x${"11".repeat(32)}` as const;
const item = (id: number, text: string, more: Partial<CorpusItem> = {}): CorpusItem => ({
  contributionId: BigInt(id),
  contentRoot: ROOT,
  text,
  noveltyPpm: 1_000_000,
  commit: id,
  ...more,
});

const REENTRANCY =
  "Contract module that helps prevent reentrant calls to a function. Inheriting from ReentrancyGuard will make the nonReentrant modifier " +
  "available, which can be applied to functions to make sure there are no nested reentrant calls to them.";
const PERMIT =
  "Implementation of the permit extension allowing approvals to be made via signatures. Adds the permit method, which can be used to change " +
  "an account's allowance by presenting a message signed by the account. The token holder account does not need to send a transaction.";
const TIMELOCK =
  "Contract module which acts as a timelocked controller. When set as the owner of an Ownable smart contract, it enforces a timelock on all " +
  "maintenance operations, which gives time for users of the controlled contract to exit before a potentially dangerous operation is applied.";
// Rarity is relative to the corpus, so it needs some size: 900 words in a fixed, meaningless order.
const FILLER = Array.from({ length: 900 }, (_, i) => `${"bcdfglmnprst"[i % 12]}${"aeiou"[(i * 7) % 5]}${"kvz"[(i * i) % 3]}${i % 90}`).join(
  " ",
);
const CORPUS = [item(1, REENTRANCY), item(2, PERMIT), item(3, TIMELOCK), item(8, FILLER)];

const sumOf = (legs: readonly { weight: number }[]): number => legs.reduce((sum, leg) => sum + leg.weight, 0);

describe("attribute", () => {
  it("gives a quoted item most of the weight and shows its words", () => {
    const output = `As the docs say: ${REENTRANCY.slice(0, 150)} Use it everywhere.`;
    const result = attribute(buildIndex(CORPUS), { output });
    const proven = result.legs.filter((leg) => leg.class === "proven");
    expect(proven.map((leg) => leg.contributionId)).to.deep.equal([1n]);
    expect(proven[0]!.weight).to.be.greaterThan(25_000);
    expect(result.unattributed).to.be.lessThan(18_000);
    for (const span of result.spans) {
      expect(tokenise(span.words).words).to.deep.equal(tokenise(REENTRANCY).words.slice(span.itemStart, span.itemStart + span.itemLength));
      expect(output.slice(...span.outputRange)).to.equal(span.words);
    }
  });

  it("leaves unrelated text unattributed", () => {
    const output =
      "Simmer the onions in butter until they are soft, then add the rice and stir it for two minutes before the broth goes in.";
    expect(attribute(buildIndex(CORPUS), { output }).unattributed).to.be.greaterThan(47_500);
  });

  it("defines empty, one-word, right-to-left, emoji and ill-formed text", () => {
    const index = buildIndex(CORPUS);
    for (const output of ["", " ", "permit", "مرحبا بالعالم", "🦄🦄🦄", "\ud800 permit \udc00", "\u0000"]) {
      const result = attribute(index, { output });
      expect(sumOf(result.legs) + result.unattributed, JSON.stringify(output)).to.equal(50_000);
      expect(result.unattributed).to.equal(50_000);
    }
    expect(attribute(buildIndex([]), { output: REENTRANCY }).unattributed).to.equal(50_000);
    expect(attribute(buildIndex([item(1, "")]), { output: REENTRANCY }).unattributed).to.equal(50_000);
    const arabic = "تمنع هذه الوحدة الاستدعاءات المتداخلة إلى أي دالة محمية بهذا المعدل دائما";
    expect(attribute(buildIndex([...CORPUS, item(9, arabic)]), { output: arabic }).legs.some((leg) => leg.contributionId === 9n)).to.equal(
      true,
    );
  });

  it("pays a long exact span to the earliest contribution and a short one to all holders", () => {
    const long = buildIndex([
      item(5, `${REENTRANCY} Later words here.`, { commit: 8 }),
      item(7, `${REENTRANCY} Some earlier words.`, { commit: 2 }),
    ]);
    const proven = attribute(long, { output: REENTRANCY }).legs.filter((leg) => leg.class === "proven");
    expect(proven.map((leg) => leg.contributionId)).to.deep.equal([7n]);
    const phrase = "helps prevent reentrant calls to a guarded function";
    const filler = TIMELOCK + PERMIT;
    const short = buildIndex([item(1, `This ${phrase} alpha`), item(2, `It ${phrase} beta`), item(3, filler)]);
    const shared = attribute(short, { output: phrase }).legs.filter((leg) => leg.class === "proven");
    expect(shared.map((leg) => leg.contributionId)).to.deep.equal([1n, 2n]);
    expect(Math.abs(shared[0]!.weight - shared[1]!.weight)).to.be.lessThan(3);
  });

  it("counts identical items once, for the earliest", () => {
    const index = buildIndex([item(4, PERMIT, { commit: 9 }), item(6, PERMIT, { commit: 1 }), ...CORPUS.slice(2)]);
    const result = attribute(index, { output: PERMIT });
    expect(result.legs.some((leg) => leg.contributionId === 4n)).to.equal(false);
    expect(result.spans[0]!.documents).to.equal(1);
  });

  it("pays nobody for a span that is common property", () => {
    const header = "Licensed under the terms of the common public header that every file of this corpus repeats";
    const index = buildIndex(Array.from({ length: 12 }, (_, i) => item(i + 1, `${header} file${i}`)));
    expect(attribute(index, { output: header }).legs.filter((leg) => leg.class === "proven")).to.deep.equal([]);
  });

  it("scales credit by novelty", () => {
    const provenOf = (noveltyPpm: number): number => {
      const index = buildIndex([item(1, REENTRANCY, { noveltyPpm }), ...CORPUS.slice(1)]);
      return sumOf(attribute(index, { output: REENTRANCY }).legs.filter((leg) => leg.class === "proven"));
    };
    expect(Math.abs(provenOf(500_000) * 2 - provenOf(1_000_000))).to.be.lessThan(3);
    expect(provenOf(0)).to.equal(0);
  });

  it("gives an item retrieved into the prompt a recomputable leg", () => {
    const output = "A timelocked controller gives users of the contract time to exit when the owner plans dangerous maintenance.";
    const legs = attribute(buildIndex(CORPUS), { output, retrieved: [3n, 999n] }).legs;
    expect(legs.map((leg) => [leg.contributionId, leg.class])).to.deep.include([3n, "recomputable"]);
  });

  it("names the method by name, version and every parameter", () => {
    expect(attribute(buildIndex(CORPUS), { output: "" }).methodId).to.equal(methodId());
  });

  it("holds its invariants on random corpora, whatever their order", () => {
    const word = fc.constantFrom(
      "vault",
      "call",
      "owner",
      "mint",
      "burn",
      "the",
      "of",
      "permit",
      "🦄",
      "確",
      "Straße",
      "x1",
      "\ud800",
      "e\u0301tat",
      "lock",
      "key",
    );
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(" "));
    const corpus = fc.array(fc.tuple(text, fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 5 })), { maxLength: 14 });
    fc.assert(
      fc.property(corpus, text, fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 4 }), (entries, output, retrieved) => {
        const items = entries.map(([body, noveltyPpm, commit], i) => item(i + 1, body, { noveltyPpm, commit }));
        const parameters = { output, retrieved: retrieved.map(BigInt) };
        const result = attribute(buildIndex(items), parameters);
        expect(sumOf(result.legs) + result.unattributed).to.equal(50_000);
        expect(result.legs.length).to.be.at.most(64);
        result.legs.forEach((leg, i) => {
          expect(leg.weight).to.be.greaterThan(0);
          const previous = result.legs[i - 1];
          if (previous)
            expect(
              [previous.contributionId, previous.class] < [leg.contributionId, leg.class] || previous.contributionId < leg.contributionId,
            ).to.equal(true);
        });
        for (const span of result.spans) {
          const source = tokenise(items[Number(span.contributionId) - 1]!.text).words.slice(
            span.itemStart,
            span.itemStart + span.itemLength,
          );
          expect(tokenise(span.words).words).to.deep.equal(source);
        }
        expect(attribute(buildIndex([...items].reverse()), parameters)).to.deep.equal(result);
      }),
      { numRuns: 200 },
    );
  });

  it("refuses a contribution that is listed twice and an impossible novelty", () => {
    expect(() => buildIndex([item(1, "a"), item(1, "b")])).to.throw(RangeError, "Contribution 1");
    expect(() => buildIndex([item(1, "a", { noveltyPpm: 1_000_001 })])).to.throw(RangeError, "1000001");
  });
});
