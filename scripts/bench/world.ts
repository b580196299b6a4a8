import { contributionId, Role } from "@openledger/sdk";
import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import type { HDNodeWallet } from "ethers";

/** What every receipt of the bench refers to. */
export interface World {
  readonly contributorAccounts: readonly number[];
  readonly payerAccounts: readonly number[];
  readonly offeringIds: readonly number[];
  /** Accounts to credit besides the contributors. */
  readonly roleAccounts: readonly number[];
  readonly gatewayId: number;
  readonly itemsEach: number;
  readonly receiptKey: HDNodeWallet;
  readonly contracts: Awaited<ReturnType<typeof deploy>>;
}

/** Prices of every offering, nano-OPEN per million tokens. */
export const PRICES = { promptPrice: 500_000_000n, completionPrice: 1_500_000_000n } as const;

const ASSET_ROLE = 1n;
const RAIL_ROLE = 2n;
const DAY = 86_400n;
const BOND = 1_000_000_000_000n;
const DEPOSIT = 1_000_000_000_000n;
const UNITS_PER_NANO = 1_000_000_000n;

/** Deploys every contract and fills the registries: contributors with accepted items, funded payers with vouchers, one gateway with offerings. */
export async function createWorld(
  ethers: HardhatEthers,
  sizes: { readonly contributors: number; readonly payers: number; readonly offerings: number; readonly itemsEach: number },
): Promise<World> {
  const contracts = await deploy(ethers);
  const { accounts, token, escrow, gateways, datanets, models } = contracts;
  const [admin] = await ethers.getSigners();
  const contributorAccounts = await registerMany(accounts, admin!, sizes.contributors);
  const payerAccounts = await registerMany(accounts, admin!, sizes.payers);
  const [gatewayAccount] = await registerMany(accounts, admin!, 1);

  await datanets.setAdmissionApproval(admin!.address, true);
  await datanets.create("Smart-contract security", ethers.id("salt"), admin!.address, {
    licence: "MIT",
    licenceUri: "",
    metadataUri: "",
    train: 2,
    infer: 2,
    mine: 2,
    isPrivate: false,
    contributionBond: 0,
    panelSize: 0,
    curatorBps: 500,
    overlapPpm: 500_000,
  });
  for (const account of contributorAccounts) await contribute(ethers, contracts, account, sizes.itemsEach);
  await models.register({ name: "Base", uri: "", weightsHash: ethers.id("weights"), royaltyBps: 700 }, []);

  const receiptKey = ethers.Wallet.fromPhrase("test test test test test test test test test test test junk");
  await token.mint(admin!.address, 10_000_000n * 10n ** 18n);
  await token.approve(gateways, ethers.MaxUint256);
  await token.approve(escrow, ethers.MaxUint256);
  await gateways.register(gatewayAccount!, "Bench gateway", "https://gateway.example");
  await gateways.addReceiptKey(1, receiptKey.address);
  await gateways.postBond(1, BOND);
  const datanetAccount = Number(await datanets.accountOf(1));
  const modelAccount = Number(await models.accountOf(1));
  const offeringIds = Array.from({ length: sizes.offerings }, (_, index) => index + 1);
  for (const offering of offeringIds) {
    await gateways.publishOffering({
      gateway: 1,
      model: 1,
      agent: 0,
      ...PRICES,
      methodId: ethers.id("lexical/1"),
      label: `base-${offering}`,
      adapters: [],
      datanets: [1],
      split: [
        { role: Role.Gateway, account: gatewayAccount!, bps: 2_000 },
        { role: Role.Model, account: modelAccount, bps: 700 },
        { role: Role.Data, account: 0, bps: 6_000 },
        { role: Role.Datanet, account: datanetAccount, bps: 500 },
        { role: Role.Protocol, account: 1, bps: 800 },
      ],
    });
  }
  const chainId = (await ethers.provider.getNetwork()).chainId;
  for (const payerAccount of payerAccounts) {
    await escrow.deposit(payerAccount, DEPOSIT);
    const voucher = { payerAccount, gatewayId: 1, cumulative: DEPOSIT, expiry: 2n ** 48n - 1n };
    const domain = { name: "OpenLedger PaymentEscrow", version: "1", chainId, verifyingContract: await escrow.getAddress() };
    const signature = await admin!.signTypedData(
      domain,
      {
        Voucher: [
          { name: "payerAccount", type: "uint32" },
          { name: "gatewayId", type: "uint32" },
          { name: "cumulative", type: "uint64" },
          { name: "expiry", type: "uint48" },
        ],
      },
      voucher,
    );
    await escrow.redeem([voucher], [signature]);
  }
  const roleAccounts = [1, gatewayAccount!, modelAccount, datanetAccount];
  return { contributorAccounts, payerAccounts, offeringIds, roleAccounts, gatewayId: 1, itemsEach: sizes.itemsEach, receiptKey, contracts };
}

async function deploy(ethers: HardhatEthers) {
  const [admin] = await ethers.getSigners();
  const manager = await ethers.deployContract("AccessManager", [admin!.address]);
  const token = await ethers.deployContract("OpenToken", [manager]);
  const accounts = await ethers.deployContract("AccountRegistry", [manager]);
  await accounts.registerFor(admin!.address, admin!.address);
  const ledger = await ethers.deployContract("PayoutLedger", [manager, token, accounts]);
  const datanets = await ethers.deployContract("DatanetRegistry", [manager, accounts, ledger]);
  const models = await ethers.deployContract("ModelRegistry", [accounts, ledger, datanets]);
  const adapters = await ethers.deployContract("AdapterRegistry", [accounts, ledger, datanets, models]);
  const agents = await ethers.deployContract("AgentRegistry", [accounts, ledger, datanets, models, adapters]);
  const contributions = await ethers.deployContract("ContributionLedger", [token, accounts, datanets, 1, DAY]);
  const gateways = await ethers.deployContract("GatewayRegistry", [manager, token, accounts, datanets, models, adapters, agents, 7n * DAY]);
  const escrow = await ethers.deployContract("PaymentEscrow", [manager, token, accounts, gateways, ledger, DAY]);
  const router = await ethers.deployContract("RewardRouter", [accounts, gateways, escrow, ledger, contributions, 1]);

  const selectorOf = (contract: { interface: { getFunction(name: string): { selector: string } | null } }, name: string) =>
    contract.interface.getFunction(name)!.selector;
  await manager.setTargetFunctionRole(accounts, [selectorOf(accounts, "registerAsset")], ASSET_ROLE);
  for (const registry of [datanets, models, adapters, agents]) await manager.grantRole(ASSET_ROLE, registry, 0);
  await manager.setTargetFunctionRole(ledger, [selectorOf(ledger, "credit")], RAIL_ROLE);
  await manager.setTargetFunctionRole(escrow, [selectorOf(escrow, "debit")], RAIL_ROLE);
  await manager.grantRole(RAIL_ROLE, router, 0);
  return { token, accounts, ledger, datanets, models, contributions, gateways, escrow, router };
}

type Contracts = Awaited<ReturnType<typeof deploy>>;

async function registerMany(accounts: Contracts["accounts"], owner: { readonly address: string }, count: number): Promise<number[]> {
  const first = Number(await accounts.accountCount()) + 1;
  for (let index = 0; index < count; index += 1) await accounts.registerFor(owner.address, owner.address);
  return Array.from({ length: count }, (_, index) => first + index);
}

async function contribute(ethers: HardhatEthers, { contributions }: Contracts, account: number, count: number): Promise<void> {
  const [admin] = await ethers.getSigners();
  const items = Array.from({ length: count }, (_, index) => ({ contentRoot: ethers.id(`${account}/${index}`), licence: "MIT", uri: "" }));
  const salt = ethers.id("salt");
  await contributions.commit(1, account, 1, count, await contributions.commitHash(account, 1, 1, items, salt));
  await contributions.reveal(await contributions.commitCount(), items, salt);
  const verdicts = items.map((_, index) => ({
    contribution: contributionId(account, index + 1),
    status: 2,
    reason: 0,
    noveltyPpm: 1_000_000,
    original: 0,
  }));
  await contributions.judge(1, verdicts, admin!.address);
}

/** nano-OPEN as base units of the ERC-20. */
export const toUnits = (nano: bigint): bigint => nano * UNITS_PER_NANO;
