/** `IInfluencePriors.State`. */
export const PriorState = { None: 0, Published: 1, Challenged: 2, Refuted: 3 } as const;

/** `IRerunPanel.Stage`. */
export const CaseStage = { None: 0, Judging: 1, Appealing: 2, Reviewing: 3, Closed: 4 } as const;

/** `IPanelVotes.Phase`. */
export const VotePhase = { None: 0, Drawing: 1, Committing: 2, Revealing: 3, Void: 4, Settled: 5 } as const;
