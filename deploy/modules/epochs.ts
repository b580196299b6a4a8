import type {
  ContractFuture,
  IgnitionModuleBuilder,
  NamedArtifactContractDeploymentFuture,
  ReadEventArgumentFuture,
} from "@nomicfoundation/ignition-core";

type Contract = ContractFuture<string> | NamedArtifactContractDeploymentFuture<string>;

const day = 86_400;

/**
 * Time of the epoch rail. A day to challenge: twice the 12 hours in which a sequencer can leave a transaction out. A week without an epoch: a gateway that is only slow
 * is not taken for gone.
 */
const terms = { challengeWindow: day, abandonDelay: 7 * day } as const;

interface Suite {
  readonly authority: Contract;
  readonly guardian: Contract;
  readonly openToken: Contract;
  readonly gatewayRegistry: Contract;
  readonly paymentEscrow: Contract;
  readonly payoutLedger: Contract;
  readonly contributionLedger: Contract;
  readonly rewardRouter: Contract;
  readonly commons: ReadEventArgumentFuture;
}

/** The epoch rail and its proof contracts. Their roles are in `OpenLedger`. */
export function deployEpochs(m: IgnitionModuleBuilder, suite: Suite) {
  const { authority, guardian, openToken, gatewayRegistry, paymentEscrow, payoutLedger, contributionLedger, rewardRouter, commons } = suite;
  const epochLedger = m.contract("EpochLedger", [
    authority,
    openToken,
    gatewayRegistry,
    paymentEscrow,
    payoutLedger,
    guardian,
    commons,
    terms.challengeWindow,
    terms.abandonDelay,
  ]);
  const receiptProofs = m.contract("ReceiptProofs", [epochLedger, rewardRouter, gatewayRegistry]);
  const legProofs = m.contract("LegProofs", [epochLedger, gatewayRegistry, contributionLedger]);
  const vectorProofs = m.contract("VectorProofs", [epochLedger, paymentEscrow]);
  const chunkProofs = m.contract("ChunkProofs", [authority, epochLedger, openToken, gatewayRegistry, commons]);
  const treeProofs = m.contract("TreeProofs", [epochLedger, openToken, chunkProofs]);
  const escapeHatch = m.contract("EscapeHatch", [
    epochLedger,
    rewardRouter,
    gatewayRegistry,
    paymentEscrow,
    payoutLedger,
    contributionLedger,
    commons,
  ]);
  return { epochLedger, receiptProofs, legProofs, vectorProofs, chunkProofs, treeProofs, escapeHatch };
}
