import {
  accountRegistryAbi,
  contributionLedgerAbi,
  datanetRegistryAbi,
  openTokenAbi,
  paymentEscrowAbi,
  signedActionsAbi,
  validatorStakingAbi,
} from "@openledger/sdk/abis";
import { actionCall, type ActionRequest, type SignedActionName } from "@openledger/sdk/actions";
import { keccak256, toHex, type Abi, type Hex } from "viem";

import type { Message, MessageCase } from "./cases.ts";
import type { Signer, WalletWorld } from "./world.ts";

type Values = Readonly<Record<string, unknown>>;
/** A signed action: its arguments, what it may spend, and how its effect is seen. */
type ActionCase = {
  readonly name: SignedActionName;
  /** @param account The signer's. */
  readonly arguments: (world: WalletWorld, account: number) => Promise<Values>;
  readonly spend?: bigint;
  readonly isDone: (world: WalletWorld, values: Values) => Promise<boolean>;
};

const hour = 3_600;
const other: Hex = "0x00000000000000000000000000000000000000B0";
const nano = 10n ** 9n;

const read = (world: WalletWorld, contract: string, abi: unknown, functionName: string, args: readonly unknown[]) =>
  world.client.readContract({ address: world.contracts[contract]!, abi: abi as Abi, functionName, args }) as Promise<unknown>;

const actionCases: readonly ActionCase[] = [
  {
    name: "ChangePayout",
    arguments: async (_, account) => ({ account, payout: other }),
    isDone: async (world, { account }) => (await read(world, "AccountRegistry", accountRegistryAbi, "payoutOf", [account])) === other,
  },
  {
    name: "OfferAccount",
    arguments: async (_, account) => ({ account, newOwner: other }),
    async isDone(world, { account }) {
      const { pendingOwner } = (await read(world, "AccountRegistry", accountRegistryAbi, "accountOf", [account])) as { pendingOwner: Hex };
      return pendingOwner === other;
    },
  },
  {
    name: "CommitContributions",
    async arguments(world, account) {
      const datanet = await datanetOf(world);
      const termsVersion = await read(world, "DatanetRegistry", datanetRegistryAbi, "termsVersionOf", [datanet]);
      return { datanet, account, termsVersion, itemCount: 2, hash: keccak256(toHex(`items of ${account}`)) };
    },
    async isDone(world, { hash }) {
      const last = await read(world, "ContributionLedger", contributionLedgerAbi, "commitCount", []);
      if (last === 0) return false;
      const commit = (await read(world, "ContributionLedger", contributionLedgerAbi, "commitOf", [last])) as { hash: Hex };
      return commit.hash === hash;
    },
  },
  {
    name: "Stake",
    spend: 7n * nano ** 2n,
    arguments: async (world, account) => ({ datanet: await datanetOf(world), validator: account, delegator: account, amount: 7n * nano }),
    async isDone(world, { datanet, validator, delegator, amount }) {
      const [, value] = (await read(world, "ValidatorStaking", validatorStakingAbi, "positionOf", [datanet, validator, delegator])) as [
        bigint,
        bigint,
      ];
      return value === amount;
    },
  },
  {
    name: "DepositPayment",
    spend: 3n * nano ** 2n,
    arguments: async (_, account) => ({ payer: account, amount: 3n * nano }),
    async isDone(world, { payer, amount }) {
      const { balance } = (await read(world, "PaymentEscrow", paymentEscrowAbi, "depositOf", [payer])) as { balance: bigint };
      return balance === amount;
    },
  },
  {
    name: "SetCap",
    arguments: async (_, account) => ({ payer: account, gateway: 1, cap: 5n * nano }),
    async isDone(world, { payer, gateway, cap }) {
      const allowance = (await read(world, "PaymentEscrow", paymentEscrowAbi, "allowanceOf", [payer, gateway])) as { nextCap: bigint };
      return allowance.nextCap === cap;
    },
  },
];

/** The relayer's Datanet, opened when it is first needed. */
async function datanetOf(world: WalletWorld): Promise<number> {
  const [opened] = await world.client.getLogs({ address: world.contracts.DatanetRegistry!, fromBlock: 0n, event: created });
  if (opened === undefined) {
    const terms = {
      ...{ licence: "MIT", licenceUri: "https://spdx.org/licenses/MIT", metadataUri: "", train: 1, infer: 1, mine: 1 },
      ...{ isPrivate: false, contributionBond: 0n, panelSize: 0, curatorBps: 500, overlapPpm: 500_000 },
    };
    const args = ["Wallets", keccak256(toHex("salt")), world.contracts.CuratorAdmission, terms];
    await world.send(world.relayer, world.contracts.DatanetRegistry!, datanetRegistryAbi, "create", args);
  }
  return 1;
}
const created = datanetRegistryAbi.find((entry) => entry.type === "event" && entry.name === "DatanetCreated")! as never;

const requestOf = ({ name, values, spend, nonce, deadline }: Message): ActionRequest =>
  ({ name, arguments: values, spend, nonce, deadline }) as ActionRequest;

/** Each signed action as a message case: the relayer submits what the signer signed. */
export const actionMessageCases: readonly MessageCase[] = actionCases.map(({ name, arguments: argumentsOf, spend = 0n, isDone }) => ({
  primaryType: name,
  snippet: "Action",
  contract: "SignedActions",
  abi: signedActionsAbi as Abi,
  async prepare(world: WalletWorld, { address }: Signer) {
    await world.send(address, world.contracts.AccountRegistry!, accountRegistryAbi, "register", [address]);
    const account = Number(await read(world, "AccountRegistry", accountRegistryAbi, "accountCount", []));
    if (spend !== 0n)
      await world.send(address, world.contracts.OpenToken!, openTokenAbi, "approve", [world.contracts.SignedActions, spend]);
    const values = await argumentsOf(world, account);
    const deadline = Number(await world.now()) + hour;
    return { name, values, arguments: values, spend, nonce: keccak256(toHex(`${name} by ${address}`)), deadline };
  },
  expire: (message: Message, now: bigint) => ({ ...message, deadline: Number(now) - 1 }),
  call: (message: Message, signature: Hex, { address }: Signer, world: WalletWorld) => ({
    functionName: "perform",
    args: [actionCall({ contracts: world.contracts as never }, address, requestOf(message)), signature],
  }),
  isDone: (world: WalletWorld, { values }: Message) => isDone(world, values as Values),
  errors: { signature: "SignedActions_BadSignature", expired: "SignedActions_Expired", replayed: "SignedActions_NonceUsed" },
}));
