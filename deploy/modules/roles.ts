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
  /** May take and reward stake and ask for panels: the validation contracts, and those that ask panels about attributions. */
  Validation: 5n,
  /** May find copies and remove items in the contribution ledger. */
  Court: 6n,
  /** May rule on escalated rounds and removals. */
  Arbiter: 7n,
  /** May count verdicts into reputation. */
  VerdictSource: 8n,
  /** May slash a gateway's bond for a proven lie: the epoch ledger and the attribution court. */
  BondCourt: 9n,
  /** May void epochs, open challenges and abandon gateways: the proof contracts and the escape hatch. */
  EpochCourt: 10n,
  /** May pause a part of the suite for a bounded time. */
  Guardian: 11n,
  /** May convict and open and close challenges in the attribution court: its proof contracts and the re-run panel. */
  AttributionProof: 12n,
} as const;
