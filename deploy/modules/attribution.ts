import type {
  ContractFuture,
  IgnitionModuleBuilder,
  NamedArtifactContractDeploymentFuture,
  ReadEventArgumentFuture,
} from "@nomicfoundation/ignition-core";

type Contract = ContractFuture<string> | NamedArtifactContractDeploymentFuture<string>;

interface Suite {
  readonly authority: Contract;
  readonly openToken: Contract;
  readonly accountRegistry: Contract;
  readonly gatewayRegistry: Contract;
  readonly contributionLedger: Contract;
  readonly rewardRouter: Contract;
  readonly epochLedger: Contract;
  readonly commons: ReadEventArgumentFuture;
}

/** The attribution court and its proof contracts. Their roles are in `OpenLedger`. */
export function deployAttribution(m: IgnitionModuleBuilder, suite: Suite) {
  const { authority, openToken, accountRegistry, gatewayRegistry, contributionLedger, rewardRouter, epochLedger, commons } = suite;
  const attributionCourt = m.contract("AttributionCourt", [authority, openToken, accountRegistry, gatewayRegistry, commons]);
  const proven = [attributionCourt, epochLedger, rewardRouter, gatewayRegistry];
  const spanProofs = m.contract("SpanProofs", [...proven, contributionLedger]);
  const spanChallenges = m.contract("SpanChallenges", [...proven, contributionLedger]);
  const indexProofs = m.contract("IndexProofs", [...proven, contributionLedger]);
  const evidenceProofs = m.contract("EvidenceProofs", proven);
  return { attributionCourt, spanProofs, spanChallenges, indexProofs, evidenceProofs };
}
