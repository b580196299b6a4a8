/** What was proven about an attribution. Codes of the Solidity enum `AttributionLie`. */
export const AttributionLie = {
  None: 0,
  FalseSpan: 1,
  ShorterSpan: 2,
  LaterItem: 3,
  CommonSpan: 4,
  FalseIndex: 5,
  FalseLegs: 6,
  Unanswered: 7,
  FalseWeights: 8,
} as const;
/** A code of {@link AttributionLie:variable}. */
export type AttributionLie = (typeof AttributionLie)[keyof typeof AttributionLie];
