/** A part of the suite that can be paused alone. Codes of the Solidity enum `Part`. */
export const Part = {
  Contributing: 0,
  Offerings: 1,
  Deposits: 2,
  DirectSettlement: 3,
  EpochSettlement: 4,
} as const;
/** A code of {@link Part:variable}. */
export type Part = (typeof Part)[keyof typeof Part];
