/** What a Datanet's terms say of one use. Codes of the Solidity enum `Consent`. */
export const Consent = {
  NotAllowed: 0,
  Constrained: 1,
  Allowed: 2,
} as const;
/** A code of {@link Consent:variable}. */
export type Consent = (typeof Consent)[keyof typeof Consent];
