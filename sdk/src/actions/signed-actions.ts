import type { ContractName } from "../deployment/contract-names.ts";

/** What the controller of an account can sign instead of sending: the message's name, and the function it stands for. */
export const SIGNED_ACTIONS = {
  ChangePayout: ["AccountRegistry", "setPayout"],
  OfferAccount: ["AccountRegistry", "offerOwnership"],
  AcceptAccount: ["AccountRegistry", "acceptOwnership"],
  CommitContributions: ["ContributionLedger", "commit"],
  WithdrawContributions: ["ContributionLedger", "withdraw"],
  Stake: ["ValidatorStaking", "stake"],
  Unstake: ["ValidatorStaking", "unstake"],
  TakeSeat: ["ValidatorStaking", "takeSeat"],
  LeaveSeat: ["ValidatorStaking", "leaveSeat"],
  CommitSecret: ["PanelDraws", "commitSecret"],
  CommitVotes: ["ValidationRounds", "commitVotes"],
  AppealVerdicts: ["ValidationRounds", "appeal"],
  RequestRemoval: ["RemovalCourt", "request"],
  ConcedeRemoval: ["RemovalCourt", "concede"],
  FundBounty: ["Bounties", "fund"],
  DeclareBatch: ["Bounties", "declare"],
  DepositPayment: ["PaymentEscrow", "deposit"],
  RequestDepositBack: ["PaymentEscrow", "requestWithdrawal"],
  KeepDeposit: ["PaymentEscrow", "cancelWithdrawal"],
  SetCap: ["PaymentEscrow", "setCap"],
} as const satisfies Readonly<Record<string, readonly [contract: ContractName, functionName: string]>>;

export type SignedActionName = keyof typeof SIGNED_ACTIONS;
