/** Why a verdict fell. Codes of the Solidity enum `VerdictReason`. */
export const VerdictReason = {
  None: 0,
  ExactDuplicate: 1,
  NearDuplicate: 2,
  Stuffing: 3,
  LicenceMissing: 4,
  LicenceIncompatible: 5,
  ContentUnavailable: 6,
  PersonalData: 7,
  OffTopic: 8,
  LowQuality: 9,
} as const;
/** A code of {@link VerdictReason:variable}. */
export type VerdictReason = (typeof VerdictReason)[keyof typeof VerdictReason];
