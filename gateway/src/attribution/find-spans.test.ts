import { expect } from "chai";
import fc from "fast-check";

import { buildIndex } from "./build-index.ts";
import { maximalRuns } from "./find-spans.ts";
import { readOutput } from "./read-output.ts";
import { combineSegments } from "./segmented-index.ts";
import type { CorpusItem } from "./types.ts";

const words = (most: number, kinds: number) => fc.array(fc.nat(kinds - 1), { maxLength: most }).map((own) => own.map((word) => `w${word}`));

/** By trying each start and each length. */
function runsByTrial(items: readonly string[][], output: readonly string[], minimum: number) {
  const texts = items.map((own) => ` ${own.join(" ")} `);
  const longest = (start: number): number => {
    let length = 0;
    while (start + length < output.length && texts.some((text) => text.includes(` ${output.slice(start, start + length + 1).join(" ")} `)))
      length++;
    return length;
  };
  let end = 0;
  const runs: { start: number; length: number }[] = [];
  for (let start = 0; start < output.length; start++) {
    const length = longest(start);
    if (start + length > end && length >= minimum) runs.push({ start, length });
    end = Math.max(end, start + length);
  }
  return runs;
}

describe("maximalRuns", () => {
  it("finds what trying each start finds, over one segment or two and without items that left", () => {
    const cases = fc.record({
      items: fc.array(words(60, 6), { minLength: 1, maxLength: 6 }),
      gone: fc.nat(5),
      output: words(80, 7),
      copies: fc.array(fc.tuple(fc.nat(5), fc.nat(40), fc.nat(30), words(3, 7)), { maxLength: 5 }),
      minimum: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(cases, ({ items, gone, output, copies, minimum }) => {
        const whole = [...copies.flatMap(([i, at, length, more]) => [...(items[i]?.slice(at, at + length) ?? []), ...more]), ...output];
        const indexed = items.map((own, i): CorpusItem => {
          const common = { contentRoot: "0x" as const, noveltyPpm: 1_000_000, commit: i };
          return { contributionId: BigInt(i + 1), text: own.join(" "), ...common };
        });
        const half = items.length >>> 1;
        const corpus = combineSegments([
          { index: buildIndex(indexed.slice(0, half)), tombstones: new Set() },
          { index: buildIndex(indexed.slice(half)), tombstones: new Set(gone < items.length - half ? [gone] : []) },
        ]);
        const left = items.filter((_, i) => i !== gone + half);
        const found = [...maximalRuns(corpus, readOutput(corpus, whole), minimum)];
        expect(found).to.deep.equal(runsByTrial(left, whole, minimum));
      }),
      { numRuns: 1_500 },
    );
  });
});
