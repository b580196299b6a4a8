import { expect } from "chai";
import fc from "fast-check";

import { checkProperty } from "../../test/check-property.ts";
import { legsArbitrary } from "../../test/leg-arbitrary.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { legClassOf } from "../codes/leg-class.ts";
import { Role } from "../codes/role.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { LegsNotAscendingError } from "../receipt/errors.ts";
import { creditsOf } from "./credits-of.ts";
import { SplitEntriesError, WeightsAboveTotalError } from "./errors.ts";
import { split, type SplitEntry, type SplitTerms } from "./split.ts";

interface Vector {
  readonly commons: string;
  readonly creditAccounts: readonly string[];
  readonly creditAmounts: readonly string[];
  readonly entryAccounts: readonly string[];
  readonly entryAmounts: readonly string[];
  readonly entryBps: readonly string[];
  readonly entryRoles: readonly string[];
  readonly fee: string;
  readonly legAmounts: readonly string[];
  readonly legClasses: readonly string[];
  readonly legContributionIds: readonly string[];
  readonly legVoided: readonly string[];
  readonly legWeights: readonly string[];
  readonly unattributed: string;
  readonly weightTotal: string;
}

/**
 * An independent model: the same shares by another algorithm. A running remainder is carried from weight to weight, as when a line is drawn
 * on a grid; what the last carry cannot pay is left over.
 */
function carryShares(amount: bigint, weights: readonly number[], whole: number): readonly bigint[] {
  let carry = 0n;
  return weights.map((weight) => {
    carry += amount * BigInt(weight);
    const share = carry / BigInt(whole);
    carry -= share * BigInt(whole);
    return share;
  });
}

const entriesArbitrary = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 15 }), fc.nat(), fc.nat())
  .map(([cuts, data, seed]): readonly SplitEntry[] => {
    const edges = [0, ...cuts.sort((a, b) => a - b), 10_000];
    return edges.slice(1).map((edge, i) => {
      const isData = i === data % (edges.length - 1);
      return { role: isData ? Role.Data : 1 + ((seed + i) % 7), account: isData ? 0 : 1 + ((seed + i) % 9), bps: edge - edges[i]! };
    });
  });

const termsArbitrary: fc.Arbitrary<SplitTerms> = legsArbitrary({ maxLength: 30 }).chain((legs) => {
  const weights = legs.reduce((sum, { weight }) => sum + weight, 0);
  return fc.record({
    fee: fc.oneof(fc.bigInt({ min: 0n, max: 100n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    entries: entriesArbitrary,
    legs: fc.constant(legs),
    weightTotal: fc.oneof(fc.constant(Math.max(1, weights)), fc.integer({ min: Math.max(1, weights), max: 2 ** 32 - 1 })),
    voided: fc.subarray(legs.map((leg) => leg.contributionId)).map((ids) => new Set(ids)),
  });
});

const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, amount) => total + amount, 0n);

describe("split, creditsOf", function () {
  this.timeout(20_000);

  const entries = [
    { role: Role.Data, account: 0, bps: 6000 },
    { role: Role.Gateway, account: 9, bps: 4000 },
  ];
  const legs = [{ contributionId: 1n << 24n, weight: 5, class: "proven" }] as const;

  it("give the vectors", () => {
    for (const vector of readVectors<{ readonly cases: readonly Vector[] }>("splits").cases) {
      const vectorLegs = vector.legContributionIds.map((id, i) => ({
        contributionId: BigInt(id),
        weight: Number(vector.legWeights[i]),
        class: legClassOf(Number(vector.legClasses[i])),
      }));
      const paid = split({
        fee: BigInt(vector.fee),
        entries: vector.entryBps.map((bps, i) => ({
          role: Number(vector.entryRoles[i]),
          account: Number(vector.entryAccounts[i]),
          bps: Number(bps),
        })),
        legs: vectorLegs,
        weightTotal: Number(vector.weightTotal),
        voided: new Set(vectorLegs.filter((_, i) => vector.legVoided[i] === "1").map((leg) => leg.contributionId)),
      });
      expect(paid.entries.map(({ amount }) => amount.toString())).to.deep.equal(vector.entryAmounts);
      expect(paid.legs.map(({ amount }) => amount.toString())).to.deep.equal(vector.legAmounts);
      expect(paid.unattributed.toString()).to.equal(vector.unattributed);
      const credits = vector.creditAccounts.map((account, i) => [Number(account), BigInt(vector.creditAmounts[i]!)] as const);
      expect(creditsOf(paid, Number(vector.commons))).to.deep.equal(new Map(credits));
    }
  });

  it("agree with a model that carries remainders", () => {
    checkProperty(
      fc.property(termsArbitrary, (terms) => {
        const paid = split(terms);
        const shares = carryShares(
          terms.fee,
          terms.entries.map(({ bps }) => bps),
          10_000,
        );
        expect(paid.entries.map(({ amount }) => amount)).to.deep.equal(shares);
        const data = shares[terms.entries.findIndex(({ role }) => role === 0)]!;
        const legShares = carryShares(
          data,
          terms.legs.map(({ weight }) => weight),
          terms.weightTotal,
        );
        expect(paid.legs.map(({ amount }) => amount)).to.deep.equal(legShares);
        expect(paid.unattributed).to.equal(data - sum(legShares));
      }),
      { numRuns: 300 },
    );
  });

  it("never lose or add a unit, and pay nobody twice", () => {
    checkProperty(
      fc.property(termsArbitrary, fc.integer({ min: 1, max: 12 }), (terms, commons) => {
        const paid = split(terms);
        expect(sum(paid.entries.map(({ amount }) => amount))).to.equal(terms.fee);
        expect(sum(creditsOf(paid, commons).values())).to.equal(terms.fee);
        expect(paid.unattributed >= 0n && paid.legs.every(({ amount }) => amount >= 0n)).to.equal(true);
        const whole = terms.legs.reduce((total, { weight }) => total + weight, 0) === terms.weightTotal;
        if (whole) expect(paid.unattributed).to.equal(0n);
      }),
      { numRuns: 300 },
    );
  });

  it("pay voided legs to the commons, and leave their amount as it is", () => {
    const terms = { fee: 1000n, entries, legs, weightTotal: 10 };
    const [honest, voided] = [split(terms), split({ ...terms, voided: new Set([1n << 24n]) })];
    expect(voided.legs[0]!.amount).to.equal(honest.legs[0]!.amount).and.to.equal(300n);
    expect(creditsOf(honest, 7)).to.deep.equal(
      new Map([
        [9, 400n],
        [1, 300n],
        [7, 300n],
      ]),
    );
    expect(creditsOf(voided, 7)).to.deep.equal(
      new Map([
        [9, 400n],
        [7, 600n],
      ]),
    );
  });

  it("refuse a table that no offering can have", () => {
    const terms = { fee: 1n, legs, weightTotal: 5 };
    const [data, gateway] = entries as [SplitEntry, SplitEntry];
    const refusals: readonly [readonly SplitEntry[], string][] = [
      [[], "0 entries"],
      [Array.from({ length: 17 }, () => gateway), "17 entries"],
      [[data, { ...gateway, bps: 3999 }], "sums to 9999"],
      [[{ ...gateway, bps: 6000 }, gateway], "0 Data entries"],
      [[data, { ...data, bps: 4000 }], "2 Data entries"],
      [[{ ...data, account: 3 }, gateway], "account 3"],
    ];
    for (const [bad, message] of refusals) expect(() => split({ ...terms, entries: bad })).to.throw(SplitEntriesError, message);
    expect(() => split({ ...terms, entries: [data, { ...gateway, account: 0 }] })).to.throw(IntegerOutOfRangeError, "entries[1].account");
    expect(() =>
      split({
        ...terms,
        entries: [
          { ...data, bps: 10_000 },
          { ...gateway, bps: 0 },
        ],
      }),
    ).to.throw(IntegerOutOfRangeError, "entries[1].bps");
    expect(() => split({ ...terms, entries: [data, { ...gateway, role: 8 }] })).to.throw("8 is no code of roles");
  });

  it("refuse weights above the total and legs out of order", () => {
    expect(() => split({ fee: 1n, entries, legs, weightTotal: 4 })).to.throw(WeightsAboveTotalError, "weigh 5, above the weight total 4");
    expect(() => split({ fee: 1n, entries, legs: [], weightTotal: 0 })).to.throw(WeightsAboveTotalError);
    expect(() => split({ fee: 1n, entries, legs: [...legs, ...legs], weightTotal: 10 })).to.throw(LegsNotAscendingError);
    expect(() => split({ fee: 2n ** 64n, entries, legs, weightTotal: 5 })).to.throw(IntegerOutOfRangeError, "fee");
  });
});
