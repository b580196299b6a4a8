import { expect } from "chai";

import { attribute } from "./attribute.ts";
import { buildIndex } from "./build-index.ts";
import type { CorpusItem } from "./types.ts";

const item = (id: number, text: string): CorpusItem => ({
  ...{ contributionId: BigInt(id), contentRoot: "0x", text, noveltyPpm: 1_000_000, commit: id },
});
const PROSE = Array.from({ length: 2_000 }, (_, i) => `prose${(i * i * 31) % 1_511}`).join(" ");
const BINARY = String.fromCharCode(...Array.from({ length: 20_000 }, (_, i) => (i * i * 7 + i) % 256));

const TEXTS: Readonly<Record<string, string>> = {
  empty: "",
  "white space": " \n\t ",
  binary: BINARY,
  NUL: "\0".repeat(1_000),
  "a lone surrogate": "\ud800",
  "lone surrogates between words": "one \ud800 two \udc00\ud800 three",
  "right to left": "هذا النص مكتوب من اليمين إلى اليسار ويحتوي على عدة كلمات مختلفة",
  emoji: "🦄👩‍🚀🇪🇺❤️ 🏴‍☠️",
  "one word": "word",
  "one code point": "確",
  "noncharacters and unassigned": "\ufffe\uffff\u{10ffff}\u0378",
};

describe("bad input", function () {
  this.timeout(120_000);

  for (const [name, text] of Object.entries(TEXTS)) {
    it(`defines ${name} as an item, as an output, and as both`, () => {
      const index = buildIndex([item(1, PROSE), item(2, text), item(3, text)]);
      for (const output of [text, `${text} ${PROSE.slice(0, 400)} ${text}`]) {
        const { legs, unattributed, weightTotal } = attribute(index, { output, retrieved: [2n, 3n] });
        expect(legs.reduce((sum, { weight }) => sum + weight, unattributed)).to.equal(weightTotal);
        // A copy never has a span of its own.
        expect(legs.some((leg) => leg.contributionId === 3n && leg.class === "proven")).to.equal(false);
      }
      const alone = buildIndex([item(2, text)]);
      expect(attribute(alone, { output: PROSE }).unattributed).to.equal(50_000);
    });
  }

  it("takes 100 MB in one line without a space, and finds a part of it again", () => {
    const line = "0123456789abcdef".repeat(6_250_000);
    const { tokens, vocabularyHashes } = buildIndex([item(1, line), item(2, PROSE)]);
    // Cut every 256 code units, which is a multiple of the period.
    expect(vocabularyHashes.length - 1).to.be.lessThan(2_000);
    expect(tokens.length).to.equal(100_000_000 / 256 + 2_000 + 2);
    const output = attribute(buildIndex([item(2, PROSE)]), { output: line });
    expect(output.outputTokens).to.equal(100_000_000 / 256);
    expect(output.unattributed).to.equal(50_000);
  });

  it("takes an output that is a hundred times longer than the corpus", () => {
    const index = buildIndex([item(1, PROSE), item(2, "a few other words that never come")]);
    const output = Array.from({ length: 100 }, (_, i) => `${PROSE} between${i}`).join(" ");
    const { legs, spans, unattributed } = attribute(index, { output });
    expect(legs.reduce((sum, { weight }) => sum + weight, unattributed)).to.equal(50_000);
    expect(spans).to.have.length(100);
    expect(new Set(spans.map(({ outputLength, documents }) => `${outputLength}/${documents}`))).to.deep.equal(new Set(["2000/1"]));
  });

  it("takes an item that repeats one word a million times", () => {
    const index = buildIndex([item(1, "again ".repeat(1_000_000)), item(2, PROSE)]);
    const { legs, unattributed } = attribute(index, { output: "again ".repeat(5_000) });
    expect(legs.reduce((sum, { weight }) => sum + weight, unattributed)).to.equal(50_000);
  });
});
