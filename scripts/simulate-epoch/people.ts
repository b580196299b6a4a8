import { commitHash, Consent, contributionId, ContributionStatus, Role, VerdictReason } from "@openledger/sdk";
import {
  accountRegistryAbi,
  contributionLedgerAbi,
  curatorAdmissionAbi,
  datanetRegistryAbi,
  gatewayRegistryAbi,
  modelRegistryAbi,
  openTokenAbi,
  paymentEscrowAbi,
  rewardRouterAbi,
} from "@openledger/sdk/abis";
import { keccak256, numberToHex, pad, toHex, zeroHash, type Abi, type Hex } from "viem";

import { fund, registerAccount } from "../demo/contribute.ts";
import { registerGateway, type GatewayIdentity } from "../demo/gateway.ts";
import type { World } from "../demo/world.ts";
import type { SimulatedSuite } from "../lib/simulated-suite.ts";
import { sendMany, type BulkCall } from "./send-many.ts";

/** Everybody and everything that the receipts name. */
export type People = {
  readonly gateway: GatewayIdentity;
  readonly offering: number;
  readonly promptPrice: bigint;
  readonly completionPrice: bigint;
  readonly payers: readonly number[];
  /** One accepted contribution of each contributor, ascending. */
  readonly contributions: readonly bigint[];
  readonly commons: number;
};

const PRICES = { promptPrice: 500_000_000n, completionPrice: 1_500_000_000n };
const METHOD = keccak256(toHex("simulated"));
const VERDICTS_A_CALL = 100;

/** Accounts of one owner, each with a payout address of its own. */
async function registerAccounts(world: World, suite: SimulatedSuite, owner: Hex, count: number): Promise<readonly number[]> {
  const before = await world.read<number>("AccountRegistry", accountRegistryAbi, "accountCount");
  const accounts = Array.from({ length: count }, (_, index) => before + 1 + index);
  const payoutOf = (account: number) => pad(numberToHex(account + 2 ** 40), { size: 20 });
  const call = { from: owner, contract: "AccountRegistry", abi: accountRegistryAbi as Abi, functionName: "registerFor" };
  await sendMany(
    suite,
    accounts.map((account) => ({ ...call, args: [owner, payoutOf(account)] })),
  );
  return accounts;
}

/** A Datanet with one accepted contribution of every account: committed, revealed and decided one by one. */
async function contributeAll(world: World, suite: SimulatedSuite, accounts: readonly number[]): Promise<readonly bigint[]> {
  const owner = world.actor("datanetOwner");
  const terms = {
    ...{ licence: "MIT", licenceUri: "", metadataUri: "", train: Consent.Allowed, infer: Consent.Allowed, mine: Consent.Allowed },
    ...{ isPrivate: false, contributionBond: 0n, panelSize: 0, curatorBps: 500, overlapPpm: 500_000 },
  };
  const admission = world.address("CuratorAdmission");
  await world.send(owner, "DatanetRegistry", datanetRegistryAbi, "create", ["Simulated", METHOD, admission, terms]);
  const call = { from: owner.account.address, contract: "ContributionLedger", abi: contributionLedgerAbi as Abi };
  const items = accounts.map((account) => [{ contentRoot: keccak256(toHex(`item of ${account}`)), licence: "MIT", uri: "" }]);
  const commits = accounts.map((account, index): BulkCall => {
    return { ...call, functionName: "commit", args: [1, account, 1, 1, commitHash(account, 1, 1, items[index]!, zeroHash)] };
  });
  await sendMany(suite, commits);
  await sendMany(
    suite,
    items.map((entries, index) => ({ ...call, functionName: "reveal", args: [index + 1, entries, zeroHash] })),
  );
  const contributions = accounts.map((account) => contributionId(account, 1));
  for (let start = 0; start < contributions.length; start += VERDICTS_A_CALL) {
    const verdicts = contributions.slice(start, start + VERDICTS_A_CALL).map((contribution) => ({
      ...{ contribution, status: ContributionStatus.Accepted, reason: VerdictReason.None, noveltyPpm: 1_000_000, original: 0n },
    }));
    await world.send(owner, "CuratorAdmission", curatorAdmissionAbi, "decide", [1, verdicts, zeroHash, ""]);
  }
  return contributions;
}

/** Registers and accepts everybody by the calls that everybody makes, and opens a bonded gateway with one offering. */
export async function createPeople(
  world: World,
  suite: SimulatedSuite,
  { contributors, payers }: { readonly contributors: number; readonly payers: number },
): Promise<People> {
  for (const actor of ["gatewayOperator", "application"] as const) await fund(world, world.actor(actor), 1_000_000);
  const accounts = await registerAccounts(world, suite, world.actor("datanetOwner").account.address, contributors);
  const contributions = await contributeAll(world, suite, accounts);
  const payerAccounts = await registerAccounts(world, suite, world.actor("application").account.address, payers);
  await registerAccount(world, world.actor("modelBuilder"));
  const base = { name: "simulated", uri: "", weightsHash: METHOD, royaltyBps: 700 };
  await world.send(world.actor("modelBuilder"), "ModelRegistry", modelRegistryAbi, "register", [base, []]);
  const gateway = await registerGateway(world, "http://127.0.0.1:1");
  const commons = await world.read<number>("RewardRouter", rewardRouterAbi, "commons");
  const split = [
    { role: Role.Gateway, account: gateway.account, bps: 2_000 },
    { role: Role.Model, account: await world.read<number>("ModelRegistry", modelRegistryAbi, "accountOf", [1n]), bps: 700 },
    { role: Role.Data, account: 0, bps: 6_000 },
    { role: Role.Datanet, account: await world.read<number>("DatanetRegistry", datanetRegistryAbi, "accountOf", [1n]), bps: 500 },
    { role: Role.Protocol, account: commons, bps: 800 },
  ];
  const assets = { model: 1, agent: 0, adapters: [], datanets: [1] };
  const record = { gateway: gateway.id, ...PRICES, methodId: METHOD, label: "simulated", ...assets, split };
  await world.send(world.actor("gatewayOperator"), "GatewayRegistry", gatewayRegistryAbi, "publishOffering", [record]);
  return { gateway, offering: 1, ...PRICES, payers: payerAccounts, contributions, commons };
}

/** Deposits for every payer what it owes. */
export async function depositAll(world: World, suite: SimulatedSuite, owed: ReadonlyMap<number, bigint>): Promise<void> {
  const application = world.actor("application");
  const total = [...owed.values()].reduce((sum, amount) => sum + amount, 0n);
  const escrow = world.address("PaymentEscrow");
  await world.send(application, "OpenToken", openTokenAbi, "approve", [escrow, total * 1_000_000_000n]);
  const call = { from: application.account.address, contract: "PaymentEscrow", abi: paymentEscrowAbi as Abi, functionName: "deposit" };
  await sendMany(
    suite,
    [...owed].map(([payer, amount]) => ({ ...call, args: [payer, amount] })),
  );
}
