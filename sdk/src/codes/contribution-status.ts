/** Where a contribution stands. Codes of the Solidity enum `ContributionStatus`. */
export const ContributionStatus = {
  None: 0,
  Pending: 1,
  Accepted: 2,
  Rejected: 3,
  Duplicate: 4,
  Withdrawn: 5,
  Removed: 6,
} as const;
/** A code of {@link ContributionStatus:variable}. */
export type ContributionStatus = (typeof ContributionStatus)[keyof typeof ContributionStatus];
