import { contributionId, ContributionStatus, Consent, Role, VerdictReason, voucherTypedData } from "@openledger/sdk";
import type { HDNodeWallet } from "ethers";
import type { Hex } from "viem";
import { network } from "hardhat";

import OpenLedger from "../../deploy/modules/OpenLedger.ts";

type Connection = Awaited<ReturnType<typeof network.connect>>;
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
  const { address } = suite.actor;
  const contributorAccounts = await registerAccounts(suite, sizes.contributors);
  const payerAccounts = await registerAccounts(suite, sizes.payers);
  const [gatewayAccount] = (await registerAccounts(suite, 1)) as [number];

  await datanetRegistry.create("Smart-contract security", ethers.id("salt"), suite.curatorAdmission, {
    licence: "MIT",
    licenceUri: "",
    metadataUri: "",
    train: Consent.Allowed,
    infer: Consent.Allowed,
    isPrivate: false,
    contributionBond: 0,
    panelSize: 0,
    curatorBps: 500,
  });
  for (const account of contributorAccounts) await contribute(connection, suite, account, sizes.itemsEach);
  await modelRegistry.register({ name: "Base", uri: "", weightsHash: ethers.id("weights"), royaltyBps: 700 }, []);

  const receiptKey = ethers.Wallet.fromPhrase("test test test test test test test test test test test junk");
  await openToken.approve(gatewayRegistry, ethers.MaxUint256);
  await gatewayRegistry.register(gatewayAccount, "Bench gateway", "https://gateway.example");
  await gatewayRegistry.addReceiptKey(GATEWAY_ID, receiptKey.address);
  await gatewayRegistry.postBond(GATEWAY_ID, NANO_1000_OPEN);
  const modelAccount = Number(await modelRegistry["accountOf(uint256)"](1));
  const datanetAccount = Number(await datanetRegistry["accountOf(uint256)"](1));
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
  if (address === receiptKey.address) throw new Error("the receipt key must not be the actor");
  return { contributorAccounts, payerAccounts, offeringIds, roleAccounts, receiptKey, suite };
}

/** Everything as a testnet gets it; the treasury acts for contributors, curator, gateway and payers. */
async function deploy({ ethers, ignition }: Connection) {
  const [, actor] = await ethers.getSigners();
  if (actor === undefined) throw new Error("the simulated network has no second account");
  const deployed = await ignition.deploy(OpenLedger, {
    defaultSender: undefined,
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
  const at = async <Name extends string>(name: Name, contract: { getAddress(): Promise<string> }) =>
    ethers.getContractAt(name, await contract.getAddress(), actor);
  return {
    actor,
    openToken: await at("OpenToken", deployed.openToken),
    accountRegistry: await at("AccountRegistry", deployed.accountRegistry),
    datanetRegistry: await at("DatanetRegistry", deployed.datanetRegistry),
    modelRegistry: await at("ModelRegistry", deployed.modelRegistry),
    contributionLedger: await at("ContributionLedger", deployed.contributionLedger),
    curatorAdmission: await at("CuratorAdmission", deployed.curatorAdmission),
    gatewayRegistry: await at("GatewayRegistry", deployed.gatewayRegistry),
    paymentEscrow: await at("PaymentEscrow", deployed.paymentEscrow),
    payoutLedger: await at("PayoutLedger", deployed.payoutLedger),
    rewardRouter: await at("RewardRouter", deployed.rewardRouter),
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
