import { decodeBatch } from "@openledger/sdk";
import { expect } from "chai";
import type { TransactionReceipt } from "ethers";
import { network } from "hardhat";
import type { Address } from "viem";

import { createBatch, signBatch } from "../../scripts/bench/batch.ts";
import { bloomOf } from "../../scripts/bench/indexer/bloom.ts";
import type { Addresses, EventLog } from "../../scripts/bench/indexer/event-log.ts";
import { settlementLogs } from "../../scripts/bench/indexer/settlement.ts";
import { createWorld, type World } from "../../scripts/bench/world.ts";

const SIZES = { contributors: 5, payers: 3, offerings: 2, itemsEach: 4 } as const;
const NANO_1000_OPEN = 1_000n * 10n ** 9n;

/** What the indexer's bench generates must be what the contracts emit, byte for byte, or its figures say nothing. */
describe("generated settlements", function () {
  this.timeout(120_000);

  it("have the logs of a real one, in its order", async () => {
    const connection = await network.create({ network: "default", chainType: "op" });
    const { ethers } = connection;
    const world = await createWorld(connection, SIZES);
    const addresses = await addressesOf(world);
    const context = {
      addresses,
      entries: await entriesOf(world),
      commons: 1,
      key: world.receiptKey.address as Address,
      actor: world.suite.actor.address as Address,
      debited: new Map<number, bigint>(),
      deposit: NANO_1000_OPEN,
    };
    // The second settlement starts from what the first one left.
    for (const firstSequence of [0, 12]) {
      const servedAt = (await ethers.provider.getBlock("latest"))!.timestamp * 1_000;
      const packed = createBatch(world, { firstSequence, receipts: 12, legs: 4, servedAt, itemsEach: SIZES.itemsEach });
      const signature = await signBatch(world, packed, Number((await ethers.provider.getNetwork()).chainId));
      const response = await world.suite.rewardRouter.settle(packed.blob, world.receiptKey.address, signature);
      const { logs, logsBloom } = (await response.wait()) as unknown as TransactionReceipt;
      const emitted = logs.map(({ address, topics, data }) => ({ address, topics: [...topics], data }) as EventLog);
      const generated = settlementLogs({ receipts: decodeBatch(packed.blob).receipts, packed }, context);
      expect(generated).to.deep.equal(emitted);
      expect(bloomOf(generated)).to.equal(logsBloom);
    }
    await connection.close();
  });
});

async function addressesOf({ suite }: World): Promise<Addresses> {
  const { rewardRouter, paymentEscrow, payoutLedger, openToken } = suite;
  const contracts = { RewardRouter: rewardRouter, PaymentEscrow: paymentEscrow, PayoutLedger: payoutLedger, OpenToken: openToken };
  const entries = await Promise.all(Object.entries(contracts).map(async ([name, contract]) => [name, await contract.getAddress()]));
  return Object.fromEntries(entries) as Addresses;
}

async function entriesOf({ suite }: World): Promise<{ role: number; account: number; bps: number }[]> {
  const { split } = await suite.gatewayRegistry.offeringOf(1);
  return split.map(({ role, account, bps }) => ({ role: Number(role), account: Number(account), bps: Number(bps) }));
}
