import { expect } from "chai";

import { buildIndex } from "../attribution/build-index.ts";
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
});
