import { expect } from "chai";
import { concat, keccak256, solidityPacked } from "ethers";
import fc from "fast-check";
import type { Hex } from "viem";

import { checkProperty } from "../../test/check-property.ts";
import { legsArbitrary } from "../../test/leg-arbitrary.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { legClassOf } from "../codes/leg-class.ts";
import { UnknownCodeError } from "../codes/name-of-code.ts";
import { UnexpectedEndError } from "../bytes/byte-reader.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { decodeLegs } from "./decode-legs.ts";
import { encodeLegs } from "./encode-legs.ts";
import { LegsNotAscendingError } from "./errors.ts";
import { legBlocks } from "./leg-blocks.ts";
import type { Leg } from "./leg.ts";
import { legsRoot } from "./legs-root.ts";
import { sortLegs } from "./sort-legs.ts";

interface Vector {
  readonly blocks: readonly Hex[];
  readonly classes: readonly string[];
  readonly contributionIds: readonly string[];
  readonly encoded: Hex;
  readonly legsRoot: Hex;
  readonly weights: readonly string[];
}

function modelRoot(legs: readonly Leg[]): string {
  const code = { proven: 1, recomputable: 2, judged: 3 };
  let nodes: string[] = [];
  legs.forEach((leg, i) => {
    const before = legs.slice(0, i).reduce((sum, { weight }) => sum + weight, 0);
    const packed = solidityPacked(["uint56", "uint16", "uint8"], [leg.contributionId, leg.weight, code[leg.class]]);
    if (i % 8 === 0) nodes.push(solidityPacked(["uint32"], [before]));
    nodes.push(concat([nodes.pop()!, packed]));
  });
  nodes = nodes.map((block) => keccak256(block));
  while (nodes.length === 0 || !Number.isInteger(Math.log2(nodes.length))) nodes.push(`0x${"00".repeat(32)}`);
  while (nodes.length > 1) nodes = nodes.flatMap((node, i) => (i % 2 === 0 ? keccak256(concat([node, nodes[i + 1]!])) : []));
  return nodes[0]!;
}

describe("legs", function () {
  this.timeout(20_000);

  it("give the vectors", () => {
    for (const vector of readVectors<{ readonly cases: readonly Vector[] }>("legs").cases) {
      const legs = vector.contributionIds.map((id, i) => ({
        contributionId: BigInt(id),
        weight: Number(vector.weights[i]),
        class: legClassOf(Number(vector.classes[i])),
      }));
      expect(encodeLegs(legs)).to.equal(vector.encoded);
      expect(decodeLegs(vector.encoded)).to.deep.equal(legs);
      expect(legBlocks(legs)).to.deep.equal(vector.blocks);
      expect(legsRoot(legs)).to.equal(vector.legsRoot);
    }
  });

  it("agree with a model written from the specification, and round-trip", () => {
    checkProperty(
      fc.property(legsArbitrary({ maxLength: 40 }), (legs) => {
        expect(legsRoot(legs)).to.equal(modelRoot(legs));
        expect(decodeLegs(encodeLegs(legs))).to.deep.equal(legs);
      }),
      { numRuns: 60 },
    );
  });

  it("have one order, whatever order they come in", () => {
    checkProperty(
      fc.property(
        legsArbitrary({ maxLength: 20 }).chain((legs) =>
          fc.tuple(fc.constant(legs), fc.shuffledSubarray([...legs], { minLength: legs.length })),
        ),
        ([legs, shuffled]) => {
          expect(sortLegs(shuffled)).to.deep.equal(legs);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are refused out of order, twice, without weight, or of an unknown class", () => {
    const leg = { contributionId: 1n << 24n, weight: 1, class: "proven" } as const;
    expect(() => encodeLegs([leg, leg])).to.throw(LegsNotAscendingError, "Leg 1 (contribution 16777216, proven)");
    expect(() => legsRoot([{ ...leg, class: "judged" }, leg]))
      .to.throw(LegsNotAscendingError)
      .with.property("index", 1);
    expect(() => encodeLegs([{ ...leg, weight: 0 }])).to.throw(IntegerOutOfRangeError, "legs[0].weight is 0");
    expect(() => encodeLegs([{ ...leg, weight: 65_536 }])).to.throw(IntegerOutOfRangeError, "legs[0].weight");
    expect(() => encodeLegs([{ ...leg, contributionId: 2n ** 56n }])).to.throw(IntegerOutOfRangeError, "legs[0].contributionId");
    expect(() => encodeLegs([{ ...leg, class: "guessed" as never }])).to.throw(UnknownCodeError, "guessed");
    expect(() => decodeLegs("0x000000010000010001ff")).to.throw(UnknownCodeError, "255");
    expect(() => decodeLegs("0x00000001000001")).to.throw(UnexpectedEndError);
  });
});
