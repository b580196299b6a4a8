import type {
  AddressResolvableFuture,
  ContractFuture,
  IgnitionModuleBuilder,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";
import type { ModuleParameterRuntimeValue } from "@nomicfoundation/ignition-core";

import type { SuiteShape } from "./shape.ts";

const day = 86_400;
const open = 10n ** 18n;

/** Times and thresholds of the vote; bounds are in `OpenGovernor` and `OpenTimelock`, reasons in deploy/parameters/README.md. */
export const governorTerms = {
  votingDelay: day,
  votingPeriod: 5 * day,
  proposalThreshold: 100_000n * open,
  quorumBps: 400n,
  voteExtension: 2 * day,
  timelockDelay: 2n * BigInt(day),
} as const;

type Party = AddressResolvableFuture | ModuleParameterRuntimeValue<string>;
type Vote = {
  readonly openTimelock: NamedArtifactContractDeploymentFuture<"OpenTimelock">;
  readonly openGovernor: NamedArtifactContractDeploymentFuture<"OpenGovernor">;
};
/** Who holds the powers after the hand-over. */
export type Governance = { readonly authority: Party; readonly guardian: Party; readonly arbiter: Party };

/**
 * The vote and its timelock, or the given address. The governor proposes to and cancels in the timelock, anyone executes what is due, the timelock administers
 * itself: the deployer, its first admin, renounces as the last step here. Until then it can only name roles of a timelock that has no power yet.
 */
export function deployGovernance(m: IgnitionModuleBuilder, shape: SuiteShape, token: ContractFuture<string>) {
  const contracts: Vote | Record<string, never> = shape.governance === "governor" ? deployVote(m, shape, token) : {};
  const authority: Party = contracts.openTimelock ?? m.getParameter<string>("governance");
  const governance: Governance = {
    authority,
    guardian: shape.hasGuardian ? m.getParameter<string>("guardian") : authority,
    arbiter: shape.hasArbiter ? m.getParameter<string>("arbiter") : authority,
  };
  return { contracts, governance };
}

function deployVote(m: IgnitionModuleBuilder, shape: SuiteShape, token: ContractFuture<string>): Vote {
  const deployer = m.getAccount(0);
  const openTimelock = m.contract("OpenTimelock", [m.getParameter("timelockDelay", governorTerms.timelockDelay), deployer]);
  const openGovernor = m.contract("OpenGovernor", [
    token,
    openTimelock,
    {
      votingDelay: m.getParameter("votingDelay", governorTerms.votingDelay),
      votingPeriod: m.getParameter("votingPeriod", governorTerms.votingPeriod),
      proposalThreshold: m.getParameter("proposalThreshold", governorTerms.proposalThreshold),
      quorumBps: m.getParameter("quorumBps", governorTerms.quorumBps),
      supplyFloor: shape.openIsNative ? m.getParameter<bigint>("nativeSupply") : 0n,
      voteExtension: m.getParameter("voteExtension", governorTerms.voteExtension),
    },
  ]);
  const named = (["PROPOSER_ROLE", "CANCELLER_ROLE"] as const).map((name) =>
    m.call(openTimelock, "grantRole", [m.staticCall(openTimelock, name, [], 0, { id: name }), openGovernor], { id: `grant_${name}` }),
  );
  const admin = m.staticCall(openTimelock, "DEFAULT_ADMIN_ROLE", [], 0, { id: "DEFAULT_ADMIN_ROLE" });
  m.call(openTimelock, "renounceRole", [admin, deployer], { id: "handOverTimelock", after: named });
  return { openTimelock, openGovernor };
}
