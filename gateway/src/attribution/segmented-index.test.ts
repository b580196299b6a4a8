import { expect } from "chai";
import fc from "fast-check";

import { attribute } from "./attribute.ts";
import { buildIndex } from "./build-index.ts";
import { columnsOf, type LexicalIndex } from "./lexical-index.ts";
import { mergeSegments } from "./merge-segments.ts";
import { DEFAULT_OPTIONS } from "./options.ts";
import { combineSegments, type Segment } from "./segmented-index.ts";
import type { CorpusItem } from "./types.ts";

const WORDS = ["vault", "call", "owner", "mint", "burn", "the", "of", "permit", "🦄", "確", "Straße", "x1", "lock", "key", "guard", "role"];
const item = (id: number, text: string, commit: number, noveltyPpm = 1_000_000): CorpusItem => ({
  ...{ contributionId: BigInt(id), contentRoot: `0x${"11".repeat(32)}`, text, noveltyPpm, commit },
});

const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(" "));
/** Items with the segment each is in and whether it left; some texts are repeated, over segments too. */
const corpora = fc
  .array(
    fc.record({
      text,
      copyOf: fc.option(fc.nat(20), { freq: 3 }),
      commit: fc.integer({ min: 1, max: 4 }),
      noveltyPpm: fc.integer({ min: 0, max: 1_000_000 }),
      segment: fc.nat(3),
      isGone: fc.boolean(),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((entries) =>
    entries.map((entry, i) => ({
      ...entry,
      item: item(
        i + 1,
        entry.copyOf !== null && entry.copyOf < i ? entries[entry.copyOf]!.text : entry.text,
        entry.commit,
        entry.noveltyPpm,
      ),
    })),
  );

function segmentsOf(entries: readonly { item: CorpusItem; segment: number; isGone: boolean }[]): readonly Segment[] {
  return [0, 1, 2, 3].map((number) => {
    const own = entries.filter(({ segment }) => segment === number);
    const index = buildIndex(own.map((entry) => entry.item));
    const gone = new Set(own.filter(({ isGone }) => isGone).map((entry) => entry.item.contributionId));
    return { index, tombstones: new Set([...index.contributionIds].flatMap((id, local) => (gone.has(id) ? [local] : []))) };
  });
}

/** An output of pieces of the items, so that there are spans. */
const outputs = fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(25), text), { maxLength: 6 });
function compose(entries: readonly { item: CorpusItem }[], pieces: readonly (readonly [number, number, number, string])[]): string {
  return pieces
    .map(([number, start, length, between]) => {
      const words = (entries[number % entries.length]?.item.text ?? "").split(" ");
      return `${words.slice(start % Math.max(1, words.length), start + length).join(" ")} ${between.slice(0, 30)}`;
    })
    .join(" ");
}

/** Small corpora have little information. */
const options = {
  ...DEFAULT_OPTIONS,
  minimumSpanLength: 2,
  minimumSpanBits: 4,
  minimumWordBits: 2,
  minimumSharedWords: 1,
  firstSeenLength: 6,
};

const bytesOf = (index: LexicalIndex): Record<string, unknown> =>
  Object.fromEntries(Object.entries(columnsOf(index)).map(([name, column]: [string, ArrayLike<unknown>]) => [name, Array.from(column)]));

describe("combineSegments", () => {
  it("attributes as one index over the same items does, however they are spread and whoever left", () => {
    let spans = 0;
    fc.assert(
      fc.property(corpora, outputs, fc.array(fc.integer({ min: 1, max: 24 }), { maxLength: 3 }), (entries, pieces, retrieved) => {
        const left = entries.filter(({ isGone }) => !isGone).map((entry) => entry.item);
        const parameters = { output: compose(entries, pieces), retrieved: retrieved.map(BigInt), options };
        const expected = attribute(buildIndex(left), parameters);
        spans += expected.spans.length;
        expect(attribute(combineSegments(segmentsOf(entries)), parameters)).to.deep.equal(expected);
      }),
      { numRuns: 300 },
    );
    expect(spans).to.be.greaterThan(300);
  });

  it("refuses an item that two segments hold", () => {
    const index = buildIndex([item(3, "a b", 1)]);
    expect(() => combineSegments([0, 1].map(() => ({ index, tombstones: new Set() })))).to.throw(RangeError, "Contribution 3");
  });

  it("counts the contents of a span with many thousand places, and stops at the first too many", () => {
    const phrase = "never repeat this one phrase of eight words";
    const filler = Array.from({ length: 4_000 }, (_, i) => `filler${i}`).join(" ");
    const many = (times: number): string => Array.from({ length: times }, () => phrase).join(" ; ");
    const items = [item(1, many(9_000), 3), item(2, `before it ${many(700)}`, 2), item(3, many(9_000), 1), item(4, filler, 1)];
    const [span] = attribute(buildIndex(items), { output: phrase }).spans;
    // Items 1 and 3 have the same words; 3 was first.
    expect(span).to.include({ documents: 2, contributionId: 2n, itemStart: 2 });
    const more = [...items, ...Array.from({ length: 9 }, (_, i) => item(5 + i, `${many(600)} other${i}`, 5))];
    expect(attribute(buildIndex(more), { output: phrase }).spans).to.deep.equal([]);
    const gone = combineSegments([{ index: buildIndex(more), tombstones: new Set([4, 5, 6, 7, 8, 9, 10, 11, 12]) }]);
    expect(attribute(gone, { output: phrase }).spans).to.deep.equal(attribute(buildIndex(items), { output: phrase }).spans);
  });
});

describe("mergeSegments", () => {
  it("gives the bytes of an index over the items that are left", () => {
    fc.assert(
      fc.property(corpora, (entries) => {
        const left = entries.filter(({ isGone }) => !isGone).map((entry) => entry.item);
        expect(bytesOf(mergeSegments(segmentsOf(entries)))).to.deep.equal(bytesOf(buildIndex(left)));
      }),
      { numRuns: 100 },
    );
  });
});
