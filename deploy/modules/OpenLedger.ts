import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type {
  IgnitionModuleBuilder,
  ModuleParameterRuntimeValue,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";

import { toFunctionSelector } from "viem";

import { deployActions } from "./actions.ts";
import { deployAttribution } from "./attribution.ts";
import { deployEas } from "./eas.ts";
import { deployEpochs } from "./epochs.ts";
import { deployGovernance } from "./governance.ts";
import { adminRole, roles } from "./roles.ts";
import { servingModule } from "./Serving.ts";
import { plainShape, type SuiteShape } from "./shape.ts";
import { deployValidation } from "./validation.ts";

/** Seconds in which an empty bucket of a minter fills, at least. */
const day = 86_400n;

/** Bond of an evaluation and of a challenge, nano-OPEN. Bounds: 1 to 100,000 OPEN. */
const evaluationBonds = [100_000_000_000n, 100_000_000_000n] as const;

/** The whole suite: the parts above, the contribution ledger, both settlement rails, every permission, and the hand-over to governance. */
export const openLedgerModule = (shape: SuiteShape) =>
  buildModule("OpenLedger", (m) => {
    const serving = m.useModule(servingModule(shape));
    const { authority, guardian, openToken, accountRegistry, payoutLedger, licences, datanetRegistry } = serving;
    const { modelRegistry, adapterRegistry, agentRegistry, gatewayRegistry, paymentEscrow } = serving;
    const deployer = m.getAccount(0);
    const { contracts: vote, governance } = deployGovernance(m, shape, openToken);
    const treasury = m.getParameter<string>("treasury");

    // Read from the event, not assumed to be 1: somebody else may register between two transactions.
    const registerCommons = m.call(accountRegistry, "registerFor", [treasury, treasury], { id: "registerCommons" });
    const commons = m.readEventArgument(registerCommons, "AccountRegistered", "account", { id: "commons" });

    const reputation = m.contract("Reputation", [authority, datanetRegistry, payoutLedger]);
    const contributionLedger = m.contract("ContributionLedger", [
      authority,
      openToken,
      accountRegistry,
      datanetRegistry,
      reputation,
      guardian,
      commons,
      m.getParameter("revealWindow"),
    ]);
    const freshness = m.contract("Freshness", [contributionLedger, modelRegistry, adapterRegistry]);
    const curatorAdmission = m.contract("CuratorAdmission", [contributionLedger, datanetRegistry]);
    const validation = deployValidation(m, { authority, openToken, accountRegistry, datanetRegistry, contributionLedger, commons });
    const { validatorStaking, panelDraws, validationRounds, duplicateCourt, removalCourt, bounties } = validation;
    const { signedActions, named } = deployActions(m, openToken, {
      AccountRegistry: accountRegistry,
      ContributionLedger: contributionLedger,
      ValidatorStaking: validatorStaking,
      PanelDraws: panelDraws,
      ValidationRounds: validationRounds,
      RemovalCourt: removalCourt,
      Bounties: bounties,
      PaymentEscrow: paymentEscrow,
    });
    const rewardRouter = m.contract("RewardRouter", [
      accountRegistry,
      gatewayRegistry,
      paymentEscrow,
      payoutLedger,
      contributionLedger,
      guardian,
      commons,
    ]);

    const epochs = deployEpochs(m, {
      authority,
      guardian,
      openToken,
      gatewayRegistry,
      paymentEscrow,
      payoutLedger,
      contributionLedger,
      rewardRouter,
      commons,
    });
    const attribution = deployAttribution(m, {
      ...{ authority, openToken, accountRegistry, gatewayRegistry, contributionLedger, rewardRouter, commons },
      ...{ panelDraws, validatorStaking, epochLedger: epochs.epochLedger },
    });
    const { attributionCourt, spanProofs, spanChallenges, indexProofs, evidenceProofs, rerunPanel, influencePriors } = attribution;
    const { eas } = deployEas(m, shape);
    const evaluations = m.contract("Evaluations", [
      authority,
      eas,
      openToken,
      accountRegistry,
      modelRegistry,
      adapterRegistry,
      datanetRegistry,
      ...evaluationBonds,
    ]);
    const validatorReports = m.contract("ValidatorReports", [eas, validationRounds, panelDraws, accountRegistry]);
    const agentReputation = m.contract("AgentReputation", [agentRegistry, gatewayRegistry, accountRegistry, rewardRouter]);
    const { epochLedger, receiptProofs, legProofs, vectorProofs, chunkProofs, treeProofs, escapeHatch } = epochs;

    // While no function has a role yet, the admin (still the deployer) may call each; afterwards nobody but the role's holders may.
    const approveAdmission = m.call(datanetRegistry, "setAdmissionApproval", [curatorAdmission, true], { id: "approveAdmission" });
    const approvePanels = m.call(datanetRegistry, "setAdmissionApproval", [validationRounds, true], { id: "approvePanels" });
    const lockBonds = m.call(gatewayRegistry, "setBondLock", [epochLedger], { id: "lockBonds" });
    const supplied = shape.openIsNative ? [] : [mintInitialSupply(m, openToken, treasury)];

    const restricted = (
      [
        ...(shape.openIsNative ? [] : mintPermissions(openToken)),
        ["registerAsset", accountRegistry, ["registerAsset(uint8,uint32)"], roles.AssetRegistry],
        ["signedActions", accountRegistry, ["setSignedActions(address)"], roles.Governor],
        ["debit", paymentEscrow, ["debit(uint32,uint32[],uint64[])"], roles.SettlementRail],
        ["hold", paymentEscrow, ["hold(uint32,uint256[])", "restore(uint32,uint256[])", "release(uint64)"], roles.SettlementRail],
        [
          "credit",
          payoutLedger,
          ["credit(uint32[],uint256[],uint64)", "creditRange(uint32,uint256[])", "setFinal(uint32,uint32,bytes32,uint8,uint64)"],
          roles.SettlementRail,
        ],
        ["datanetParameters", datanetRegistry, ["setAdmissionApproval(address,bool)"], roles.Governor],
        ["licences", licences, ["add(string,uint8)"], roles.Governor],
        ["gatewayParameters", gatewayRegistry, ["setMinimumBond(uint64)", "setMinimumDataShare(uint16)"], roles.Governor],
        ["bonds", gatewayRegistry, ["slash(uint32,uint64,address)"], roles.BondCourt],
        [
          "epochs",
          epochLedger,
          ["convict(bytes,uint8,address,uint32)", "openChallenge(bytes)", "closeChallenge(bytes,uint48)", "abandon(uint32)"],
          roles.EpochCourt,
        ],
        ["challengeBond", chunkProofs, ["setChallengeBond(uint64)"], roles.Governor],
        [
          "attributionParameters",
          attributionCourt,
          ["registerMethod(string,(uint16,uint16,uint16,uint16,uint32,uint32,uint32))", "setPenalty(uint64)", "setChallengeBond(uint64)"],
          roles.Governor,
        ],
        [
          "attributions",
          attributionCourt,
          [
            "convict((bytes32,uint32,uint8,uint64,uint32,address))",
            "openChallenge((bytes32,uint32,uint8,uint64,uint32,address),bytes32)",
            "closeChallenge(bytes32)",
          ],
          roles.AttributionProof,
        ],
        ["evaluationBonds", evaluations, ["setBonds(uint64,uint64)"], roles.Governor],
        ["challenges", evaluations, ["rule(uint32,bool)"], roles.Arbiter],
        ["pause", guardian, ["pause(uint8,uint48,string)"], roles.Guardian],
        ["resume", guardian, ["lift(uint8)", "rearm(uint8)"], roles.Governor],
        [
          "stake",
          validatorStaking,
          ["slash((bytes32,uint32,uint32,uint64,uint32,uint64,uint32,uint64))", "reward(uint32,uint32[],uint64[])"],
          roles.Validation,
        ],
        ["draws", panelDraws, ["request(uint32,uint8,uint32)"], roles.Validation],
        ["courts", contributionLedger, ["markDuplicate(uint56,uint56,uint32)", "remove(uint56,uint8,address)"], roles.Court],
        ["rulings", validationRounds, ["rule(uint48,uint56[],bytes)"], roles.Arbiter],
        ["removals", removalCourt, ["rule(uint48,bool)"], roles.Arbiter],
        ["verdicts", reputation, ["recordVerdict(uint32,uint32,uint8)"], roles.VerdictSource],
      ] as const
    ).map(([id, target, signatures, role]) =>
      m.call(authority, "setTargetFunctionRole", [target, signatures.map((signature) => toFunctionSelector(signature)), role], {
        id: `restrict_${id}`,
        after: [approveAdmission, approvePanels, lockBonds, named, ...supplied],
      }),
    );

    const labelled = Object.entries(roles).map(([label, role]) => m.call(authority, "labelRole", [role, label], { id: `label_${label}` }));

    const granted = (
      [
        ["DatanetRegistry", datanetRegistry, roles.AssetRegistry],
        ["ModelRegistry", modelRegistry, roles.AssetRegistry],
        ["AdapterRegistry", adapterRegistry, roles.AssetRegistry],
        ["AgentRegistry", agentRegistry, roles.AssetRegistry],
        ["RewardRouter", rewardRouter, roles.SettlementRail],
        ["EpochLedger", epochLedger, roles.SettlementRail],
        ["EscapeHatch", escapeHatch, roles.SettlementRail],
        ["EpochLedgerAsBondCourt", epochLedger, roles.BondCourt],
        ["ReceiptProofs", receiptProofs, roles.EpochCourt],
        ["LegProofs", legProofs, roles.EpochCourt],
        ["VectorProofs", vectorProofs, roles.EpochCourt],
        ["ChunkProofs", chunkProofs, roles.EpochCourt],
        ["TreeProofs", treeProofs, roles.EpochCourt],
        ["EscapeHatchAsEpochCourt", escapeHatch, roles.EpochCourt],
        ["AttributionCourtAsBondCourt", attributionCourt, roles.BondCourt],
        ["SpanProofs", spanProofs, roles.AttributionProof],
        ["SpanChallenges", spanChallenges, roles.AttributionProof],
        ["IndexProofs", indexProofs, roles.AttributionProof],
        ["EvidenceProofs", evidenceProofs, roles.AttributionProof],
        ["RerunPanel", rerunPanel, roles.AttributionProof],
        ["ValidationRounds", validationRounds, roles.Validation],
        ["PanelDraws", panelDraws, roles.Validation],
        ["DuplicateCourtAsValidation", duplicateCourt, roles.Validation],
        ["RerunPanelAsValidation", rerunPanel, roles.Validation],
        ["InfluencePriors", influencePriors, roles.Validation],
        ["DuplicateCourt", duplicateCourt, roles.Court],
        ["RemovalCourt", removalCourt, roles.Court],
        ["ContributionLedger", contributionLedger, roles.VerdictSource],
        ["Arbiter", governance.arbiter, roles.Arbiter],
        ["Guardian", governance.guardian, roles.Guardian],
        ["GovernanceAsGovernor", governance.authority, roles.Governor],
        ...(shape.openIsNative ? [] : [["GovernanceAsMinter", governance.authority, roles.Minter] as const]),
        ["GovernanceAsAdmin", governance.authority, adminRole],
      ] as const
    ).map(([id, holder, role]) => m.call(authority, "grantRole", [role, holder, 0], { id: `grant_${id}` }));

    m.call(authority, "renounceRole", [adminRole, deployer], { id: "handOver", after: [...restricted, ...labelled, ...granted] });

    return {
      ...serving,
      ...vote,
      ...validation,
      ...epochs,
      ...attribution,
      reputation,
      signedActions,
      contributionLedger,
      freshness,
      curatorAdmission,
      rewardRouter,
      evaluations,
      validatorReports,
      agentReputation,
    };
  });

/** The suite in its plain shape. */
export default openLedgerModule(plainShape);

/** To the treasury, through limits that are open for one mint. */
function mintInitialSupply(
  m: IgnitionModuleBuilder,
  openToken: NamedArtifactContractDeploymentFuture<string>,
  treasury: ModuleParameterRuntimeValue<string>,
) {
  const deployer = m.getAccount(0);
  const supply = m.getParameter("initialSupply");
  const open = m.call(openToken, "setMinterLimit", [deployer, supply, supply, day], { id: "openMintOfInitialSupply" });
  const mint = m.call(openToken, "mint", [treasury, supply], { id: "mintInitialSupply", after: [open] });
  return m.call(openToken, "setMinterLimit", [deployer, 0n, 0n, day], { id: "closeMintOfInitialSupply", after: [mint] });
}

function mintPermissions(openToken: NamedArtifactContractDeploymentFuture<string>) {
  return [
    ["mint", openToken, ["mint(address,uint256)"], roles.Minter],
    ["minterLimits", openToken, ["setMinterLimit(address,uint128,uint128,uint32)"], roles.Governor],
  ] as const;
}
