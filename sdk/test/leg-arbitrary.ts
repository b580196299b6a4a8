import fc from "fast-check";

import { contributionId, sortLegs, type Leg } from "../src/index.ts";

/** Legs in canonical order, few accounts so that pages and contributions repeat. */
export function legsArbitrary({ maxLength, maxWeight = 65_535 }: { maxLength: number; maxWeight?: number }): fc.Arbitrary<readonly Leg[]> {
  const id = fc.tuple(
    fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(2 ** 32 - 1)),
    fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constant(2 ** 24 - 1)),
  );
  const leg = fc.record({
    contributionId: id.map(([account, local]) => contributionId(account, local)),
    weight: fc.integer({ min: 1, max: maxWeight }),
    class: fc.constantFrom("proven", "recomputable", "judged"),
  });
  return fc.uniqueArray(leg, { maxLength, selector: (one) => `${one.contributionId} ${one.class}` }).map((legs) => sortLegs(legs as Leg[]));
}
