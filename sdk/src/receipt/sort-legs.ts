import { LEG_CLASS_CODES } from "../codes/leg-class.ts";
import type { Leg } from "./leg.ts";

/** The legs in canonical order: by contribution id, then by class code. */
export function sortLegs(legs: readonly Leg[]): readonly Leg[] {
  return legs.toSorted((a, b) => {
    if (a.contributionId !== b.contributionId) return a.contributionId < b.contributionId ? -1 : 1;
    return LEG_CLASS_CODES[a.class] - LEG_CLASS_CODES[b.class];
  });
}
