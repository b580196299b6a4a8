import { expect } from "chai";
import fc from "fast-check";

import { createRandom } from "../../gateway/src/influence/random.ts";
import type { GroundTruth } from "./ground-truth.ts";
import { leaveOneOutCorrelations, linearDatamodelingScores } from "./lds.ts";
import { mean, spearman, standardError } from "./statistics.ts";

const random = createRandom(3);
const contributors = 12;
const worth = Array.from({ length: contributors }, () => random.next());
const everybody = worth.map((_, i) => i);
const subsets = Array.from({ length: 60 }, () => random.shuffle(everybody).slice(0, 6));
/** A world in which every contributor adds its worth. */
const truth: GroundTruth = {
  subsets,
  subsetValues: subsets.map((subset) => [subset.reduce((sum, contributor) => sum + worth[contributor]!, 0)]),
  leftOutLosses: worth.map((value) => [value]),
};

describe("linearDatamodelingScores", () => {
  it("is 1 for the shares that the world was made of, in whatever unit, and -1 for their opposite", () => {
    expect(linearDatamodelingScores(truth, [worth])[0]).to.be.closeTo(1, 1e-9);
    expect(linearDatamodelingScores(truth, [worth.map((value) => 7 * value + 2)])[0]).to.be.closeTo(1, 1e-9);
    expect(linearDatamodelingScores(truth, [worth.map((value) => -value)])[0]).to.be.closeTo(-1, 1e-9);
    expect(leaveOneOutCorrelations(truth, [worth])[0]).to.be.closeTo(1, 1e-9);
  });

  it("is about 0 for shares by lot, and 0 for equal ones", () => {
    const lots = Array.from({ length: 300 }, () => linearDatamodelingScores(truth, [everybody.map(() => random.next())])[0]!);
    expect(Math.abs(mean(lots))).to.be.lessThan(0.1);
    expect(linearDatamodelingScores(truth, [everybody.map(() => 1)])[0]).to.equal(0);
  });
});

describe("spearman", () => {
  it("sees order alone, shares ranks among equals, and lies from -1 to 1", () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1_000])).to.be.closeTo(1, 1e-12);
    expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).to.be.closeTo(-1, 1e-12);
    // Ranks 0.5, 0.5, 2 against 0, 1, 2.
    expect(spearman([5, 5, 9], [1, 2, 3])).to.be.closeTo(Math.sqrt(3) / 2, 1e-12);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 2 }), (pairs) => {
        const value = spearman(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
        );
        expect(value).to.be.within(-1 - 1e-9, 1 + 1e-9);
      }),
    );
  });

  it("has a standard error that shrinks with the sample", () => {
    expect(standardError([1])).to.equal(0);
    expect(standardError([0, 2])).to.be.closeTo(1, 1e-12);
    expect(standardError([0, 2, 0, 2, 0, 2, 0, 2])).to.be.lessThan(0.5);
  });
});
