import { contributionId, ContributionStatus, Consent, Role, VerdictReason, voucherTypedData } from "@openledger/sdk";
import type { HDNodeWallet } from "ethers";
import type { Hex } from "viem";
import type { network } from "hardhat";

import OpenLedger from "../../deploy/modules/OpenLedger.ts";

type Connection = Awaited<ReturnType<typeof network.create>>;
type Suite = Awaited<ReturnType<typeof deploy>>;

/** How much there is of everything. */
export interface Sizes {
  readonly contributors: number;
  readonly payers: number;
  readonly offerings: number;
  /** Accepted items of each contributor. */
  readonly itemsEach: number;
}

/** What the receipts of the bench refer to. */
export interface World {
  readonly contributorAccounts: readonly number[];
  readonly payerAccounts: readonly number[];
  readonly offeringIds: readonly number[];
  /** Accounts to credit besides the contributors. */
  readonly roleAccounts: readonly number[];
  readonly receiptKey: HDNodeWallet;
  readonly suite: Suite;
}

/** Prices of every offering, nano-OPEN per million tokens. */
export const PRICES = { promptPrice: 500_000_000n, completionPrice: 1_500_000_000n } as const;
export const GATEWAY_ID = 1;

const COMMONS = 1;
const NANO_1000_OPEN = 1_000n * 10n ** 9n;
const WEEK = 604_800;

/** Deploys the suite through its Ignition modules and fills it: contributors with accepted items, funded payers with vouchers, a gateway. */
export async function createWorld(connection: Connection, sizes: Sizes): Promise<World> {
  const { ethers } = connection;
  const suite = await deploy(connection);
  const { openToken, gatewayRegistry, datanetRegistry, modelRegistry } = suite;
  const contributorAccounts = await registerAccounts(suite, sizes.contributors);
  const payerAccounts = await registerAccounts(suite, sizes.payers);
  const [gatewayAccount] = (await registerAccounts(suite, 1)) as [number];

  await datanetRegistry.create("Smart-contract security", ethers.id("salt"), suite.curatorAdmission, {
    licence: "MIT",
    licenceUri: "",
    metadataUri: "",
    train: Consent.Allowed,
    infer: Consent.Allowed,
    mine: Consent.Allowed,
    isPrivate: false,
    contributionBond: 0,
    panelSize: 0,
    curatorBps: 500,
    overlapPpm: 500_000,
  });
  for (const account of contributorAccounts) await contribute(connection, suite, account, sizes.itemsEach);
  await modelRegistry.register({ name: "Base", uri: "", weightsHash: ethers.id("weights"), royaltyBps: 700 }, []);

  const receiptKey = ethers.Wallet.fromPhrase("test test test test test test test test test test test junk");
  await openToken.approve(gatewayRegistry, ethers.MaxUint256);
  await gatewayRegistry.register(gatewayAccount, "Bench gateway", "https://gateway.example");
  await gatewayRegistry.addReceiptKey(GATEWAY_ID, receiptKey.address);
  await gatewayRegistry.postBond(GATEWAY_ID, NANO_1000_OPEN);
  const modelAccount = Number(await modelRegistry.accountOf(1));
  const datanetAccount = Number(await datanetRegistry.accountOf(1));
  const offeringIds = Array.from({ length: sizes.offerings }, (_, index) => index + 1);
  for (const offering of offeringIds) {
    await gatewayRegistry.publishOffering({
      gateway: GATEWAY_ID,
      model: 1,
      agent: 0,
      ...PRICES,
      methodId: ethers.id("lexical/1"),
      label: `base-${offering}`,
      adapters: [],
      datanets: [1],
      split: [
        { role: Role.Gateway, account: gatewayAccount, bps: 2_000 },
        { role: Role.Model, account: modelAccount, bps: 700 },
        { role: Role.Data, account: 0, bps: 6_000 },
        { role: Role.Datanet, account: datanetAccount, bps: 500 },
        { role: Role.Protocol, account: COMMONS, bps: 800 },
      ],
    });
  }
  await fund(connection, suite, payerAccounts);
  const roleAccounts = [COMMONS, gatewayAccount, modelAccount, datanetAccount];
  return { contributorAccounts, payerAccounts, offeringIds, roleAccounts, receiptKey, suite };
}

/** Everything as a testnet gets it; the treasury acts for contributors, curator, gateway and payers. */
async function deploy({ ethers, ignition }: Connection) {
  const [, actor] = await ethers.getSigners();
  if (actor === undefined) throw new Error("the simulated network has no second account");
  const deployed = await ignition.deploy(OpenLedger, {
    parameters: {
      $global: {
        governance: actor.address,
        treasury: actor.address,
        initialSupply: 10n ** 26n,
        escrowWithdrawalDelay: WEEK,
        gatewayUnbondingDelay: WEEK,
        revealWindow: WEEK,
      },
    },
  });
  return {
    actor,
    openToken: await ethers.getContractAt("OpenToken", await deployed.openToken.getAddress(), actor),
    accountRegistry: await ethers.getContractAt("AccountRegistry", await deployed.accountRegistry.getAddress(), actor),
    signedActions: await ethers.getContractAt("SignedActions", await deployed.signedActions.getAddress(), actor),
    datanetRegistry: await ethers.getContractAt("DatanetRegistry", await deployed.datanetRegistry.getAddress(), actor),
    modelRegistry: await ethers.getContractAt("ModelRegistry", await deployed.modelRegistry.getAddress(), actor),
    adapterRegistry: await ethers.getContractAt("AdapterRegistry", await deployed.adapterRegistry.getAddress(), actor),
    agentRegistry: await ethers.getContractAt("AgentRegistry", await deployed.agentRegistry.getAddress(), actor),
    agentReputation: await ethers.getContractAt("AgentReputation", await deployed.agentReputation.getAddress(), actor),
    validatorStaking: await ethers.getContractAt("ValidatorStaking", await deployed.validatorStaking.getAddress(), actor),
    bounties: await ethers.getContractAt("Bounties", await deployed.bounties.getAddress(), actor),
    contributionLedger: await ethers.getContractAt("ContributionLedger", await deployed.contributionLedger.getAddress(), actor),
    curatorAdmission: await ethers.getContractAt("CuratorAdmission", await deployed.curatorAdmission.getAddress(), actor),
    gatewayRegistry: await ethers.getContractAt("GatewayRegistry", await deployed.gatewayRegistry.getAddress(), actor),
    paymentEscrow: await ethers.getContractAt("PaymentEscrow", await deployed.paymentEscrow.getAddress(), actor),
    payoutLedger: await ethers.getContractAt("PayoutLedger", await deployed.payoutLedger.getAddress(), actor),
    rewardRouter: await ethers.getContractAt("RewardRouter", await deployed.rewardRouter.getAddress(), actor),
    guardian: await ethers.getContractAt("Guardian", await deployed.guardian.getAddress(), actor),
    epochLedger: await ethers.getContractAt("EpochLedger", await deployed.epochLedger.getAddress(), actor),
    receiptProofs: await ethers.getContractAt("ReceiptProofs", await deployed.receiptProofs.getAddress(), actor),
    legProofs: await ethers.getContractAt("LegProofs", await deployed.legProofs.getAddress(), actor),
    vectorProofs: await ethers.getContractAt("VectorProofs", await deployed.vectorProofs.getAddress(), actor),
    chunkProofs: await ethers.getContractAt("ChunkProofs", await deployed.chunkProofs.getAddress(), actor),
    treeProofs: await ethers.getContractAt("TreeProofs", await deployed.treeProofs.getAddress(), actor),
    attributionCourt: await ethers.getContractAt("AttributionCourt", await deployed.attributionCourt.getAddress(), actor),
    spanProofs: await ethers.getContractAt("SpanProofs", await deployed.spanProofs.getAddress(), actor),
    spanChallenges: await ethers.getContractAt("SpanChallenges", await deployed.spanChallenges.getAddress(), actor),
    indexProofs: await ethers.getContractAt("IndexProofs", await deployed.indexProofs.getAddress(), actor),
    evidenceProofs: await ethers.getContractAt("EvidenceProofs", await deployed.evidenceProofs.getAddress(), actor),
    rerunPanel: await ethers.getContractAt("RerunPanel", await deployed.rerunPanel.getAddress(), actor),
    influencePriors: await ethers.getContractAt("InfluencePriors", await deployed.influencePriors.getAddress(), actor),
    panelDraws: await ethers.getContractAt("PanelDraws", await deployed.panelDraws.getAddress(), actor),
    escapeHatch: await ethers.getContractAt("EscapeHatch", await deployed.escapeHatch.getAddress(), actor),
  };
}

async function registerAccounts({ accountRegistry, actor }: Suite, count: number): Promise<number[]> {
  const first = Number(await accountRegistry.accountCount()) + 1;
  for (let index = 0; index < count; index += 1) await accountRegistry.registerFor(actor.address, actor.address);
  return Array.from({ length: count }, (_, index) => first + index);
}

async function contribute({ ethers }: Connection, suite: Suite, account: number, count: number): Promise<void> {
  const { contributionLedger, curatorAdmission } = suite;
  const items = Array.from({ length: count }, (_, index) => ({ contentRoot: ethers.id(`${account}/${index}`), licence: "MIT", uri: "" }));
  const salt = ethers.id("salt");
  await contributionLedger.commit(1, account, 1, count, await contributionLedger.commitHash(account, 1, 1, items, salt));
  await contributionLedger.reveal(await contributionLedger.commitCount(), items, salt);
  const verdicts = items.map((_, index) => ({
    contribution: contributionId(account, index + 1),
    status: ContributionStatus.Accepted,
    reason: VerdictReason.None,
    noveltyPpm: 1_000_000,
    original: 0,
  }));
  await curatorAdmission.decide(1, verdicts, ethers.ZeroHash, "");
}

async function fund({ ethers }: Connection, { actor, openToken, paymentEscrow }: Suite, payerAccounts: readonly number[]): Promise<void> {
  await openToken.approve(paymentEscrow, ethers.MaxUint256);
  const chainId = Number((await ethers.provider.getNetwork()).chainId);
  const escrow = (await paymentEscrow.getAddress()) as Hex;
  for (const payerAccount of payerAccounts) {
    await paymentEscrow.deposit(payerAccount, NANO_1000_OPEN);
    const voucher = { payerAccount, gatewayId: GATEWAY_ID, cumulative: NANO_1000_OPEN, expiry: 2 ** 40 };
    const { domain, types, message } = voucherTypedData({ chainId, escrow, voucher });
    await paymentEscrow.redeem([voucher], [await actor.signTypedData(domain, types as never, message)]);
  }
}
