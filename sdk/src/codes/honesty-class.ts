/** How a leg's weight can be checked. Codes of the Solidity enum `HonestyClass`. */
export const HonestyClass = {
  None: 0,
  Proven: 1,
  Recomputable: 2,
  Judged: 3,
} as const;
/** A code of {@link HonestyClass:variable}. */
export type HonestyClass = (typeof HonestyClass)[keyof typeof HonestyClass];
