import { actionCall, actionTypedData, type ActionRequest } from "@openledger/sdk/actions";
import { contributionId, Role, voucherTypedData } from "@openledger/sdk";
import type { network } from "hardhat";
import type { Hex } from "viem";

import { GATEWAY_ID, PRICES, type World } from "./world.ts";

type Connection = Awaited<ReturnType<typeof network.create>>;
/** Measures one transaction under a name. */
export type Act = (name: string, sent: Promise<unknown>) => Promise<void>;

const OPEN = 10n ** 9n;
const DATANET = 1;
const YEAR = 31_536_000;

/** Builders: an adapter, an agent, feedback on it. */
export async function measureBuilding({ ethers }: Connection, { suite }: World, act: Act): Promise<void> {
  const { adapterRegistry, agentRegistry, agentReputation } = suite;
  const adapter = { name: "Costs", uri: "", weightsHash: ethers.id("adapter of costs"), baseModel: 1, royaltyBps: 500 };
  await act("register an adapter", adapterRegistry.register(adapter, []));
  await act("register an agent", agentRegistry["register(string)"]("https://agent.example/registration.json"));
  const [, , client] = await ethers.getSigners();
  const feedback = [1, 90, 0, "quality", "", "", "", ethers.ZeroHash] as const;
  await act("give an agent feedback", agentReputation.connect(client).giveFeedback(...feedback));
}

/** A gateway's operator, from registration to leaving. */
export async function measureServing({ ethers }: Connection, { suite, payerAccounts }: World, act: Act): Promise<void> {
  const { actor, gatewayRegistry, paymentEscrow } = suite;
  const account = payerAccounts[0]!;
  await act("register a gateway", gatewayRegistry.register(account, "Costs", "https://costs.example"));
  await act("add a receipt key", gatewayRegistry.addReceiptKey(GATEWAY_ID, ethers.Wallet.createRandom().address));
  await act("post a gateway's bond", gatewayRegistry.postBond(GATEWAY_ID, OPEN));
  const offering = {
    ...{ gateway: GATEWAY_ID, model: 1, agent: 0, methodId: ethers.id("lexical/1"), label: "costs", adapters: [], datanets: [DATANET] },
    ...PRICES,
    split: [
      { role: Role.Gateway, account, bps: 2_800 },
      { role: Role.Model, account: Number(await suite.modelRegistry.accountOf(1)), bps: 700 },
      { role: Role.Data, account: 0, bps: 6_000 },
      { role: Role.Datanet, account: Number(await suite.datanetRegistry.accountOf(DATANET)), bps: 500 },
    ],
  };
  await act("publish an offering", gatewayRegistry.publishOffering(offering));
  await act("start to unbond", gatewayRegistry.startUnbonding(GATEWAY_ID, OPEN));

  const chainId = Number((await ethers.provider.getNetwork()).chainId);
  const cumulative = (await paymentEscrow.allowanceOf(account, GATEWAY_ID)).authorised + OPEN;
  const voucher = { payerAccount: account, gatewayId: GATEWAY_ID, cumulative, expiry: 2 ** 40 };
  const { domain, types, message } = voucherTypedData({ chainId, escrow: (await paymentEscrow.getAddress()) as Hex, voucher });
  await act("redeem a voucher", paymentEscrow.redeem([voucher], [await actor.signTypedData(domain, types as never, message)]));
}

/** Validators and Datanets: stake, seat, exit, a bounty, a withdrawn item. */
export async function measureValidating({ ethers }: Connection, world: World, act: Act): Promise<void> {
  const { validatorStaking, bounties, openToken, contributionLedger, actor } = world.suite;
  const [validator, contributor] = world.contributorAccounts as [number, number];
  await (await openToken.approve(validatorStaking, ethers.MaxUint256)).wait();
  await (await openToken.approve(bounties, ethers.MaxUint256)).wait();
  await act("stake", validatorStaking.stake(DATANET, validator, validator, 1_000n * OPEN));
  await act("take a validator's seat", validatorStaking.takeSeat(DATANET, validator, 0));
  await act("leave a validator's seat", validatorStaking.leaveSeat(DATANET, validator));
  await act("ask for the stake back", validatorStaking.unstake(DATANET, validator, validator, 1n));
  const expiry = (await ethers.provider.getBlock("latest"))!.timestamp + YEAR / 2;
  await act("fund a bounty", bounties.fund(DATANET, contributor, OPEN, 10, expiry, "reentrancy findings in vault code"));
  await act("withdraw a contribution", contributionLedger.withdraw([contributionId(contributor, 1)]));
  await act("delegate votes", openToken.delegate(actor.address));
}

/** The same actions signed by somebody without gas and sent by another: what the signature adds. */
export async function measureSigned({ ethers }: Connection, { suite }: World, act: Act): Promise<void> {
  const { accountRegistry, contributionLedger, signedActions, actor } = suite;
  const signer = ethers.Wallet.createRandom();
  await (await accountRegistry.registerFor(signer.address, signer.address)).wait();
  const contracts = {
    SignedActions: (await signedActions.getAddress()) as Hex,
    ContributionLedger: (await contributionLedger.getAddress()) as Hex,
  };
  const request = {
    name: "CommitContributions",
    arguments: {
      datanet: DATANET,
      account: Number(await accountRegistry.accountCount()),
      termsVersion: 1,
      itemCount: 32,
      hash: ethers.id("items"),
    },
    nonce: ethers.id("nonce") as Hex,
    deadline: YEAR * 1_000,
  } as const satisfies ActionRequest;
  const chainId = Number((await ethers.provider.getNetwork()).chainId);
  const { domain, types, message } = actionTypedData({ chainId, contracts }, request);
  const signature = await signer.signTypedData(domain as never, types as never, message);
  const action = actionCall({ contracts: contracts as never }, signer.address as Hex, request);
  await act("commit 32 items, signed and sent by a relayer", signedActions.connect(actor).perform(action, signature));
}
