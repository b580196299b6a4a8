import { expect } from "chai";
import fc from "fast-check";

import { MIN_SEGMENT, sharedBytes, sharedSegments } from "./shared-segments.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** Most bytes that segments can cover, by trying every run from every place. */
function mostCovered(later: Uint8Array, earlier: Uint8Array): number {
  const longest = Array.from({ length: later.length }, (_, at) => {
    let best = 0;
    for (let place = 0; place < earlier.length; place++) {
      let length = 0;
      while (at + length < later.length && place + length < earlier.length && later[at + length] === earlier[place + length]) length++;
      best = Math.max(best, length);
    }
    return best;
  });
  const covered = new Int32Array(later.length + 1);
  for (let end = 1; end <= later.length; end++) {
    covered[end] = covered[end - 1]!;
    for (let start = 0; start + MIN_SEGMENT <= end; start++) {
      if (longest[start]! >= end - start) covered[end] = Math.max(covered[end]!, covered[start]! + end - start);
    }
  }
  return covered[later.length]!;
}

describe("sharedSegments", () => {
  it("cover as much as any choice could, and hold what they say", () => {
    const piece = fc.string({ minLength: 40, maxLength: 120, unit: "binary-ascii" });
    const run = fc.property(
      fc.array(piece, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat({ max: 7 }), { maxLength: 5 }),
      piece,
      (pieces, order, own) => {
        const earlier = encode(pieces.join(""));
        const later = encode(order.map((pick) => pieces[pick] ?? own).join(own.slice(0, 9)));
        const segments = sharedSegments(later, earlier);
        let until = 0;
        for (const { laterStart, earlierStart, length } of segments) {
          expect(laterStart).to.be.at.least(until);
          expect(length).to.be.at.least(MIN_SEGMENT);
          expect(later.slice(laterStart, laterStart + length)).to.deep.equal(earlier.slice(earlierStart, earlierStart + length));
          until = laterStart + length;
        }
        expect(sharedBytes(segments)).to.equal(mostCovered(later, earlier));
      },
    );
    fc.assert(run, { numRuns: 150, seed: 0x4f50454e });
  });

  it("trim one of two runs that overlap", () => {
    const [a, b] = ["a1".repeat(50), "b2".repeat(50)];
    const earlier = encode(`${a.slice(0, 98)}XX${a.slice(86)}${b}`);
    const later = encode(`${a}${b}`);
    expect(sharedBytes(sharedSegments(later, earlier))).to.equal(mostCovered(later, earlier));
  });

  it("have none of short or empty texts, and end on texts that repeat themselves", () => {
    expect(sharedSegments(encode(""), encode("x"))).to.be.empty;
    expect(sharedSegments(encode("y".repeat(63)), encode("y".repeat(200)))).to.be.empty;
    const long = encode("z".repeat(20_000));
    expect(sharedBytes(sharedSegments(long, long))).to.equal(20_000);
  });
});
