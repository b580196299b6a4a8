import { contributionId, encodeLegs, LEG_CLASS_CODES, legBlocks, legsRoot, type Leg } from "../../sdk/src/index.ts";
import { randomLegs } from "./random-legs.ts";
import { randomOf } from "./random.ts";

const LARGEST = (2n ** 56n - 1n) as bigint;

/** The fields of legs as parallel arrays. */
export function legFields(legs: readonly Leg[]) {
  return {
    classes: legs.map((leg) => LEG_CLASS_CODES[leg.class]),
    contributionIds: legs.map((leg) => leg.contributionId),
    weights: legs.map((leg) => leg.weight),
  };
}

/** Legs with their bytes, blocks and roots; sizes around full blocks and powers of two. */
export function legVectors() {
  const random = randomOf("legs");
  const edges: readonly (readonly Leg[])[] = [
    [{ contributionId: contributionId(1, 1), weight: 1, class: "proven" }],
    [{ contributionId: LARGEST, weight: 65_535, class: "judged" }],
    [
      { contributionId: LARGEST, weight: 1, class: "proven" },
      { contributionId: LARGEST, weight: 2, class: "recomputable" },
      { contributionId: LARGEST, weight: 3, class: "judged" },
    ],
  ];
  const sizes = [0, 1, 2, 5, 6, 7, 8, 9, 15, 16, 17, 24, 25, 32, 33, 40, 63, 64, 65, 200];
  const drawn = sizes.map((size) => randomLegs(random, size));
  return {
    cases: [...edges, ...drawn].map((legs) => ({
      ...legFields(legs),
      blocks: legBlocks(legs),
      encoded: encodeLegs(legs),
      legsRoot: legsRoot(legs),
    })),
  };
}
