/** State of an influence prior. Codes of `IInfluencePriors.State`. */
export const PriorState = { None: 0, Published: 1, Challenged: 2, Refuted: 3 } as const;

/** Stage of a re-run case. Codes of `IRerunPanel.Stage`. */
export const CaseStage = { None: 0, Judging: 1, Appealing: 2, Reviewing: 3, Closed: 4 } as const;

/** Phase of a panel's vote. Codes of `IPanelVotes.Phase`. */
export const VotePhase = { None: 0, Drawing: 1, Committing: 2, Revealing: 3, Void: 4, Settled: 5 } as const;
