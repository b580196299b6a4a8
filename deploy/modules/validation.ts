import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import type { ContractFuture, NamedArtifactContractDeploymentFuture, ReadEventArgumentFuture } from "@nomicfoundation/ignition-core";

type Contract = ContractFuture<string> | NamedArtifactContractDeploymentFuture<string>;

const hour = 3_600;
const day = 24 * hour;
const open = 1_000_000_000n;

/**
 * Money and time of validation. A round whose steps are taken when due takes at most 3 · (12 + 24 + 24 + 24 hours, with two windows for the draw) + 7 days; members answer
 * for 40 days; stake unbonds in 45. Amounts in nano-OPEN.
 */
const terms = {
  unbondingPeriod: 45 * day,
  minimumStake: 100n * open,
  secretWindow: 14 * hour,
  secretReward: open / 2n,
  withholdPenalty: 10n * open,
  acceptancePenalty: 40n * open,
  removalBond: 50n * open,
  rulingWindow: 7 * day,
  claimPeriod: 30 * day,
  holdPeriod: 14 * day,
  rounds: {
    feePerVote: open / 10n,
    appealBond: 20n * open,
    silencePenalty: 10n * open,
    knownAnswerPenalty: 5n * open,
    commitWindow: 24 * hour,
    revealWindow: 24 * hour,
    appealWindow: 24 * hour,
    rulingWindow: 7 * day,
    liabilityWindow: 40 * day,
  },
} as const;

interface Parts {
  readonly authority: Contract;
  readonly openToken: Contract;
  readonly accountRegistry: Contract;
  readonly datanetRegistry: Contract;
  readonly contributionLedger: Contract;
  readonly commons: ReadEventArgumentFuture;
}

/** Staking, panels, rounds, courts and bounties. Their roles are in `OpenLedger`. */
export function deployValidation(m: IgnitionModuleBuilder, parts: Parts) {
  const { authority, openToken, accountRegistry, datanetRegistry, contributionLedger, commons } = parts;
  const validatorStaking = m.contract("ValidatorStaking", [
    authority,
    openToken,
    accountRegistry,
    datanetRegistry,
    terms.unbondingPeriod,
    terms.minimumStake,
  ]);
  const panelDraws = m.contract("PanelDraws", [
    authority,
    openToken,
    accountRegistry,
    validatorStaking,
    terms.secretWindow,
    terms.secretReward,
    terms.withholdPenalty,
  ]);
  const libraries = { RoundTally: m.library("RoundTally"), RoundSettlement: m.library("RoundSettlement") };
  const validationRounds = m.contract(
    "ValidationRounds",
    [authority, openToken, accountRegistry, contributionLedger, datanetRegistry, panelDraws, validatorStaking, commons, terms.rounds],
    { libraries },
  );
  const duplicateCourt = m.contract("DuplicateCourt", [
    contributionLedger,
    datanetRegistry,
    validatorStaking,
    validationRounds,
    terms.acceptancePenalty,
  ]);
  const removalCourt = m.contract("RemovalCourt", [
    authority,
    openToken,
    accountRegistry,
    contributionLedger,
    terms.removalBond,
    terms.rulingWindow,
  ]);
  const bounties = m.contract("Bounties", [
    openToken,
    accountRegistry,
    contributionLedger,
    datanetRegistry,
    terms.claimPeriod,
    terms.holdPeriod,
  ]);
  const { RoundTally: roundTally, RoundSettlement: roundSettlement } = libraries;
  return { validatorStaking, panelDraws, validationRounds, duplicateCourt, removalCourt, bounties, roundTally, roundSettlement };
}
