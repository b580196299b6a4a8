/** Settlement rail of a receipt. Codes of the Solidity enum `Lane`. */
export const Lane = {
  None: 0,
  Direct: 1,
  Epoch: 2,
} as const;
/** A code of {@link Lane:variable}. */
export type Lane = (typeof Lane)[keyof typeof Lane];
