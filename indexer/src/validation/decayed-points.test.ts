import { expect } from "chai";

import { decayedPoints, reputationAt } from "./decayed-points.ts";

const HALF = 7_776_000n;
const from = (points: number) => ({ points, updatedAt: 1_000n });

describe("reputation points", () => {
  it("halve every 90 days, linearly in between, rounded toward zero", () => {
    expect(decayedPoints(from(1_000_001), 1_000n)).to.equal(1_000_001n);
    expect(decayedPoints(from(1_000_001), 1_000n + HALF)).to.equal(500_000n);
    expect(decayedPoints(from(1_000_000), 1_000n + HALF / 2n)).to.equal(750_000n);
    expect(decayedPoints(from(-1_000_001), 1_000n + HALF)).to.equal(-500_000n);
    expect(decayedPoints(from(1_000_000), 1_000n + 64n * HALF)).to.equal(0n);
    expect(decayedPoints(from(5), 0n)).to.equal(5n);
  });

  it("count paid use only where verdicts are positive", () => {
    expect(reputationAt(from(10), from(5), 1_000n)).to.equal(15n);
    expect(reputationAt(from(-10), from(5), 1_000n)).to.equal(-10n);
    expect(reputationAt(null, from(5), 1_000n)).to.equal(0n);
    expect(reputationAt(from(10), null, 1_000n)).to.equal(10n);
  });
});
