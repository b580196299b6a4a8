/** Numbers of `Part`, as the guardian pauses them. */
export const parts = { Contributing: 0, Offerings: 1, Deposits: 2, DirectSettlement: 3, EpochSettlement: 4 } as const;
