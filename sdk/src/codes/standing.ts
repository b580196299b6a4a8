/** A contribution's standing as the settlement rails read it. Codes of the Solidity enum `Standing`. */
export const Standing = {
  Unaccepted: 0,
  Accepted: 1,
  Withdrawn: 2,
  Voided: 3,
} as const;
/** A code of {@link Standing:variable}. */
export type Standing = (typeof Standing)[keyof typeof Standing];
