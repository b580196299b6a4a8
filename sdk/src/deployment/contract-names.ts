/** Every deployed contract. The order is that of the generated files. */
export const CONTRACT_NAMES = [
  "AccountRegistry",
  "OpenToken",
  "DatanetRegistry",
  "Reputation",
  "ContributionLedger",
  "CuratorAdmission",
  "ValidatorStaking",
  "PanelDraws",
  "ValidationRounds",
  "DuplicateCourt",
  "RemovalCourt",
  "Bounties",
  "ModelRegistry",
  "AdapterRegistry",
  "AgentRegistry",
  "GatewayRegistry",
  "PaymentEscrow",
  "PayoutLedger",
  "RewardRouter",
  "AccessManager",
] as const;

export type ContractName = (typeof CONTRACT_NAMES)[number];
