import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { toFunctionSelector } from "viem";

import { adminRole, roles } from "./roles.ts";
import Serving from "./Serving.ts";

/** Seconds in which an empty bucket of a minter fills, at least. */
const day = 86_400n;

/** The whole suite: the parts above, the contribution ledger, the direct rail, every permission, and the hand-over to governance. */
export default buildModule("OpenLedger", (m) => {
  const serving = m.useModule(Serving);
  const { authority, openToken, accountRegistry, payoutLedger, datanetRegistry } = serving;
  const { modelRegistry, adapterRegistry, agentRegistry, gatewayRegistry, paymentEscrow } = serving;
  const deployer = m.getAccount(0);
  const governance = m.getParameter<string>("governance");
  const treasury = m.getParameter<string>("treasury");

  // Read from the event, not assumed to be 1: somebody else may register between two transactions.
  const registerCommons = m.call(accountRegistry, "registerFor", [treasury, treasury], { id: "registerCommons" });
  const commons = m.readEventArgument(registerCommons, "AccountRegistered", "account", { id: "commons" });

  const contributionLedger = m.contract("ContributionLedger", [
    openToken,
    accountRegistry,
    datanetRegistry,
    commons,
    m.getParameter("revealWindow"),
  ]);
  const curatorAdmission = m.contract("CuratorAdmission", [contributionLedger, datanetRegistry]);
  const rewardRouter = m.contract("RewardRouter", [
    accountRegistry,
    gatewayRegistry,
    paymentEscrow,
    payoutLedger,
    contributionLedger,
    commons,
  ]);

  // While no function has a role yet, the admin (still the deployer) may call each; afterwards nobody but the role's holders may.
  const approveAdmission = m.call(datanetRegistry, "setAdmissionApproval", [curatorAdmission, true], { id: "approveAdmission" });
  const supply = m.getParameter("initialSupply");
  const openMint = m.call(openToken, "setMinterLimit", [deployer, supply, supply, day], { id: "openMintOfInitialSupply" });
  const mintSupply = m.call(openToken, "mint", [treasury, supply], { id: "mintInitialSupply", after: [openMint] });
  const closeMint = m.call(openToken, "setMinterLimit", [deployer, 0n, 0n, day], { id: "closeMintOfInitialSupply", after: [mintSupply] });

  const restricted = (
    [
      ["mint", openToken, ["mint(address,uint256)"], roles.Minter],
      ["minterLimits", openToken, ["setMinterLimit(address,uint128,uint128,uint32)"], roles.Governor],
      ["registerAsset", accountRegistry, ["registerAsset(uint8,uint32)"], roles.AssetRegistry],
      ["debit", paymentEscrow, ["debit(uint32,uint32[],uint64[])"], roles.SettlementRail],
      ["credit", payoutLedger, ["credit(uint32[],uint256[],uint64)"], roles.SettlementRail],
      ["datanetParameters", datanetRegistry, ["setAdmissionApproval(address,bool)"], roles.Governor],
      ["gatewayParameters", gatewayRegistry, ["setMinimumBond(uint64)", "setMinimumDataShare(uint16)"], roles.Governor],
    ] as const
  ).map(([id, target, signatures, role]) =>
    m.call(authority, "setTargetFunctionRole", [target, signatures.map((signature) => toFunctionSelector(signature)), role], {
      id: `restrict_${id}`,
      after: [approveAdmission, closeMint],
    }),
  );

  const labelled = Object.entries(roles).map(([label, role]) =>
    m.call(authority, "labelRole", [role, label], { id: `label_${label}` }),
  );

  const granted = (
    [
      ["DatanetRegistry", datanetRegistry, roles.AssetRegistry],
      ["ModelRegistry", modelRegistry, roles.AssetRegistry],
      ["AdapterRegistry", adapterRegistry, roles.AssetRegistry],
      ["AgentRegistry", agentRegistry, roles.AssetRegistry],
      ["RewardRouter", rewardRouter, roles.SettlementRail],
      ["GovernanceAsGovernor", governance, roles.Governor],
      ["GovernanceAsMinter", governance, roles.Minter],
      ["GovernanceAsAdmin", governance, adminRole],
    ] as const
  ).map(([id, holder, role]) => m.call(authority, "grantRole", [role, holder, 0], { id: `grant_${id}` }));

  m.call(authority, "renounceRole", [adminRole, deployer], { id: "handOver", after: [...restricted, ...labelled, ...granted] });

  return { ...serving, contributionLedger, curatorAdmission, rewardRouter };
});
