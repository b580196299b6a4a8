import type { Leg, LegClass } from "@openledger/sdk";

/** Legs as journalled. */
export function parseLegs(json: string): readonly Leg[] {
  return (JSON.parse(json) as readonly { contributionId: string; weight: number; class: LegClass }[]).map((leg) => ({
    ...leg,
    contributionId: BigInt(leg.contributionId),
  }));
}
