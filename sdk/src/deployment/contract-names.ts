/** Every deployed contract. The order is that of the generated files. */
export const CONTRACT_NAMES = [
  "AccountRegistry",
  "SignedActions",
  "OpenToken",
  "Licences",
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
  "Freshness",
  "AgentRegistry",
  "GatewayRegistry",
  "PaymentEscrow",
  "PayoutLedger",
  "RewardRouter",
  "Guardian",
  "EpochLedger",
  "ReceiptProofs",
  "LegProofs",
  "VectorProofs",
  "ChunkProofs",
  "TreeProofs",
  "EscapeHatch",
  "AccessManager",
] as const;

export type ContractName = (typeof CONTRACT_NAMES)[number];

/** Contracts that a deployment may lack: what reads them goes without. */
export const OPTIONAL_CONTRACT_NAMES = [
  "Evaluations",
  "AgentReputation",
  "ValidatorReports",
  "AttributionCourt",
  "SpanProofs",
  "SpanChallenges",
  "IndexProofs",
  "EvidenceProofs",
  "RerunPanel",
  "InfluencePriors",
  "OpenGovernor",
  "OpenTimelock",
  "WrappedOpen",
] as const;

export type OptionalContractName = (typeof OPTIONAL_CONTRACT_NAMES)[number];
