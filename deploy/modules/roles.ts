/** OpenZeppelin's admin role: may grant every role and set which role a function needs. */
export const adminRole = 0n;

/** Role numbers in the `AccessManager`. Labels are set on chain, so an explorer shows them. */
export const roles = {
  /** May mint OPEN up to the cap. */
  Minter: 1n,
  /** ERC-721 contracts that may open an account for each of their tokens. */
  AssetRegistry: 2n,
  /** Settlement rails: may debit payers and credit accounts. */
  SettlementRail: 3n,
  /** May change bounded parameters. */
  Governor: 4n,
} as const;
