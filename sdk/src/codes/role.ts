/** For what a share of a fee is paid. Codes of the Solidity enum `Role`. */
export const Role = {
  Data: 0,
  Datanet: 1,
  Model: 2,
  Adapter: 3,
  Agent: 4,
  Gateway: 5,
  Validator: 6,
  Protocol: 7,
} as const;
/** A code of {@link Role:variable}. */
export type Role = (typeof Role)[keyof typeof Role];
