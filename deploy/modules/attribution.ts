import type {
  ContractFuture,
  IgnitionModuleBuilder,
  NamedArtifactContractDeploymentFuture,
  ReadEventArgumentFuture,
} from "@nomicfoundation/ignition-core";

type Contract = ContractFuture<string> | NamedArtifactContractDeploymentFuture<string>;

const hour = 3_600;
const day = 24 * hour;
const open = 1_000_000_000n;

/**
 * Money and time of panels. A case whose steps are taken when due takes at most 2 · (28 hours of drawing + 24 + 12) + 24 hours, which a gateway's bond outlasts. Amounts in
 * nano-OPEN.
 */
const terms = {
  votes: {
    feePerBallot: open / 2n,
    silencePenalty: 5n * open,
    dissentPenalty: 20n * open,
    commitWindow: 24 * hour,
    revealWindow: 12 * hour,
  },
  cases: { panelSize: 5, bond: 20n * open, appealWindow: 24 * hour },
  priors: { panelSize: 5, bond: 100n * open, challengeBond: 20n * open, challengeWindow: 3 * day, lifetime: 30 * day },
} as const;

interface Suite {
  readonly authority: Contract;
  readonly openToken: Contract;
  readonly accountRegistry: Contract;
  readonly gatewayRegistry: Contract;
  readonly contributionLedger: Contract;
  readonly rewardRouter: Contract;
  readonly epochLedger: Contract;
  readonly panelDraws: Contract;
  readonly validatorStaking: Contract;
  readonly commons: ReadEventArgumentFuture;
}

/** The attribution court, its proof contracts, and what asks panels. Their roles are in `OpenLedger`. */
export function deployAttribution(m: IgnitionModuleBuilder, suite: Suite) {
  const { authority, openToken, accountRegistry, gatewayRegistry, contributionLedger, rewardRouter, epochLedger, commons } = suite;
  const { panelDraws, validatorStaking } = suite;
  const attributionCourt = m.contract("AttributionCourt", [authority, openToken, accountRegistry, gatewayRegistry, commons]);
  const proven = [attributionCourt, epochLedger, rewardRouter, gatewayRegistry];
  const spanProofs = m.contract("SpanProofs", [...proven, contributionLedger]);
  const spanChallenges = m.contract("SpanChallenges", [...proven, contributionLedger]);
  const indexProofs = m.contract("IndexProofs", [...proven, contributionLedger]);
  const evidenceProofs = m.contract("EvidenceProofs", proven);
  const panelBallots = m.library("PanelBallots");
  const offeringDatanets = m.library("OfferingDatanets");
  const shared = { gateways: gatewayRegistry, panels: panelDraws, staking: validatorStaking };
  const rerunPanel = m.contract(
    "RerunPanel",
    [
      openToken,
      accountRegistry,
      { court: attributionCourt, epochs: epochLedger, router: rewardRouter, ...shared },
      terms.votes,
      terms.cases,
    ],
    { libraries: { PanelBallots: panelBallots, OfferingDatanets: offeringDatanets } },
  );
  const influencePriors = m.contract(
    "InfluencePriors",
    [openToken, accountRegistry, { ledger: contributionLedger, commons, ...shared }, terms.votes, terms.priors],
    { libraries: { PanelBallots: panelBallots } },
  );
  return {
    attributionCourt,
    spanProofs,
    spanChallenges,
    indexProofs,
    evidenceProofs,
    rerunPanel,
    influencePriors,
    panelBallots,
    offeringDatanets,
  };
}
