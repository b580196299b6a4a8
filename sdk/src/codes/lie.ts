/** What was proven wrong with an epoch. Codes of the Solidity enum `Lie`. */
export const Lie = {
  None: 0,
  DoubleSigned: 1,
  Omitted: 2,
  Receipt: 3,
  Legs: 4,
  Share: 5,
  Chunk: 6,
  Merge: 7,
  Disorder: 8,
  Word: 9,
  Sums: 10,
  Debit: 11,
  Withheld: 12,
} as const;
/** A code of {@link Lie:variable}. */
export type Lie = (typeof Lie)[keyof typeof Lie];
