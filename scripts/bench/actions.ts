import { contributionId, ContributionStatus, Consent, VerdictReason } from "@openledger/sdk";
import type { TransactionReceipt, TransactionResponse } from "ethers";
import type { network } from "hardhat";
import type { Hex } from "viem";

import { asSigned } from "../lib/deploy/l1-fee.ts";
import { createBatch, signBatch } from "./batch.ts";
import { peerName } from "./costs-document.ts";
import { measureBuilding, measureServing, measureSigned, measureValidating } from "./role-actions.ts";
import { createWorld } from "./world.ts";

type Connection = Awaited<ReturnType<typeof network.create>>;
export type Measured = { readonly name: string; readonly gas: bigint; readonly transactions: readonly Uint8Array[] };

const items = 32;
const receipts = 100;
const legs = 16;

/** Every user's action once, in a suite that is in use: accounts, items, payers and balances exist. */
export async function measureActions(connection: Connection): Promise<Measured[]> {
  const { ethers } = connection;
  const world = await createWorld(connection, { contributors: 8, payers: 4, offerings: 2, itemsEach: items });
  const { suite, contributorAccounts, payerAccounts } = world;
  const { actor, openToken, accountRegistry, datanetRegistry, contributionLedger, curatorAdmission } = suite;
  const measured: Measured[] = [];
  const act = async (name: string, sent: Promise<unknown>) => {
    const response = (await sent) as TransactionResponse;
    const receipt = (await response.wait()) as TransactionReceipt;
    const { to, data, nonce, gasLimit } = response;
    measured.push({ name, gas: receipt.gasUsed, transactions: [asSigned({ to: to as Hex, data: data as Hex, nonce, gas: gasLimit })] });
  };
  const other = ethers.getAddress(ethers.id("somebody").slice(0, 42));
  await (await openToken.transfer(other, 1n)).wait();

  const plain = await (await ethers.getContractFactory("PlainToken", actor)).deploy();
  await (
    await actor.sendTransaction({
      to: await plain.getAddress(),
      data: plain.interface.encodeFunctionData("mint", [actor.address, 10n ** 24n]),
    })
  ).wait();
  const peer = await ethers.getContractAt("OpenToken", await plain.getAddress(), actor);
  await (await peer.transfer(other, 1n)).wait();
  await act(peerName, peer.transfer(other, 10n ** 18n));

  await act("OPEN transfer", openToken.transfer(other, 10n ** 18n));
  await act("open an account", accountRegistry.register(actor.address));
  await act(
    "open a Datanet",
    datanetRegistry.create("Costs", ethers.id("salt"), await curatorAdmission.getAddress(), {
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
    }),
  );

  const account = contributorAccounts[0]!;
  const batch = Array.from({ length: items }, (_, index) => ({
    contentRoot: ethers.id(`costs ${index}`),
    licence: "MIT",
    uri: `file-${index}.md`,
  }));
  const salt = ethers.id("salt");
  await act(
    `commit ${items} items`,
    contributionLedger.commit(1, account, 1, items, await contributionLedger.commitHash(account, 1, 1, batch, salt)),
  );
  await act(`reveal ${items} items`, contributionLedger.reveal(await contributionLedger.commitCount(), batch, salt));
  const verdicts = batch.map((_, index) => ({
    contribution: contributionId(account, items + index + 1),
    status: ContributionStatus.Accepted,
    reason: VerdictReason.None,
    noveltyPpm: 1_000_000,
    original: 0,
  }));
  await act(`accept ${items} items`, curatorAdmission.decide(1, verdicts, ethers.ZeroHash, ""));
  await act(
    "register a model",
    suite.modelRegistry.register({ name: "Costs", uri: "", weightsHash: ethers.id("weights of costs"), royaltyBps: 700 }, []),
  );

  const payer = payerAccounts[0]!;
  await act("deposit into the escrow", suite.paymentEscrow.deposit(payer, 10n ** 9n));
  await act("ask for a withdrawal", suite.paymentEscrow.requestWithdrawal(payer, 10n ** 9n));
  await settle(false);
  await settle(true);
  await act("withdraw what an account earned", suite.payoutLedger.withdraw([contributorAccounts[1]!]));
  await measureBuilding(connection, world, act);
  await measureServing(connection, world, act);
  await measureValidating(connection, world, act);
  await measureSigned(connection, world, act);
  return measured;

  /** The second batch finds accounts that have earned before: what settling costs every day. */
  async function settle(isSecond: boolean): Promise<void> {
    const block = await ethers.provider.getBlock("latest");
    const firstSequence = isSecond ? receipts : 0;
    const packed = createBatch(world, { firstSequence, receipts, legs, itemsEach: items, servedAt: block!.timestamp * 1_000 });
    const signature = await signBatch(world, packed, Number((await ethers.provider.getNetwork()).chainId));
    const sent = suite.rewardRouter.settle(packed.blob, world.receiptKey.address, signature);
    if (isSecond) await act(`settle ${receipts} receipts of ${legs} legs`, sent);
    else await (await (sent as Promise<TransactionResponse>)).wait();
  }
}
