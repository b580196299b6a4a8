/** Phases of a round by their number on chain; see contracts/interfaces/IValidationRounds.sol. */
export const ROUND_PHASES = ["None", "Drawing", "Committing", "Revealing", "Appealing", "Escalated", "Voiding", "Closed"] as const;
