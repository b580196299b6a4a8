/** Where a round stands. Codes of `IValidationRounds.Phase`. */
export const RoundPhase = {
  None: 0,
  Drawing: 1,
  Committing: 2,
  Revealing: 3,
  Appealing: 4,
  Escalated: 5,
  Voiding: 6,
  Closed: 7,
} as const;
/** A code of {@link RoundPhase:variable}. */
export type RoundPhase = (typeof RoundPhase)[keyof typeof RoundPhase];

/** Where a draw stands. Codes of `IPanelDraws.Phase`. */
export const DrawPhase = {
  None: 0,
  Committing: 1,
  Revealing: 2,
  Drawn: 3,
} as const;
/** A code of {@link DrawPhase:variable}. */
export type DrawPhase = (typeof DrawPhase)[keyof typeof DrawPhase];
