import {
  batchTypes,
  contributionId,
  creditsOf,
  encodeBatch,
  feeOf,
  legsRoot,
  Role,
  sortLegs,
  split,
  type Leg,
  type ReceiptWithLegs,
} from "@openledger/sdk";
import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { hashStruct, type Hex } from "viem";

const { ethers } = await network.create({ network: "default", chainType: "op" });

const RUNS = 60;
const COMMONS = 1;
const ACCEPTED = 1n;
const VOIDED = 3n;

const classes = ["proven", "recomputable", "judged"] as const;
const leg = fc.record({
  account: fc.integer({ min: 2, max: 12 }),
  local: fc.integer({ min: 1, max: 400 }),
  weight: fc.integer({ min: 1, max: 65_535 }),
  class: fc.constantFrom(...classes),
});
const receipt = fc.record({
  legs: fc.array(leg, { maxLength: 24 }),
  rest: fc.integer({ min: 1, max: 100_000 }),
  promptTokens: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
  completionTokens: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
  servedAt: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  payerAccount: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  context: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});
const input = fc.record({
  receipts: fc.array(receipt, { minLength: 1, maxLength: 6 }),
  bps: fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 4 }),
  dataFirst: fc.boolean(),
  gatewayId: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  epoch: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  firstSequence: fc.integer({ min: 0, max: 2 ** 40 - 10 }),
  promptPrice: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  completionPrice: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  voidEvery: fc.integer({ min: 2, max: 9 }),
});

describe("split and receipt: contracts against the sdk", function () {
  this.timeout(120_000);

  it("agree on roots, digests and every credit for random batches", async () => {
    const harness = (await ethers.deployContract("MoneyHarness")) as unknown as Harness;
    let legs = 0;
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const prices = { promptPrice: given.promptPrice, completionPrice: given.completionPrice };
        const whole = given.bps.reduce((sum, bps) => sum + bps, 0);
        const others = given.bps.map((bps, index) => ({ role: Role.Gateway + (index % 3), account: 20 + index, bps }));
        const data = { role: Role.Data, account: 0, bps: 10_000 - whole };
        const entries = given.dataFirst ? [data, ...others] : [...others, data];
        const isVoided = (id: bigint) => id % BigInt(given.voidEvery) === 0n;

        const receipts = given.receipts.map((one, index): ReceiptWithLegs => {
          const named = new Map<string, Leg>();
          for (const { account, local, weight, class: honesty } of one.legs) {
            named.set(`${account}/${local}/${honesty}`, { contributionId: contributionId(account, local), weight, class: honesty });
          }
          const sorted = sortLegs([...named.values()]);
          legs += sorted.length;
          return {
            legs: sorted,
            receipt: {
              lane: "direct",
              gatewayId: given.gatewayId,
              epoch: given.epoch,
              sequence: given.firstSequence + index,
              payerAccount: one.payerAccount,
              offeringId: 1 + (index % 3),
              promptTokens: one.promptTokens,
              completionTokens: one.completionTokens,
              fee: feeOf({ ...prices, promptTokens: one.promptTokens, completionTokens: one.completionTokens }),
              servedAt: one.servedAt,
              legCount: sorted.length,
              weightTotal: sorted.reduce((sum, { weight }) => sum + weight, one.rest),
              legsRoot: legsRoot(sorted),
              contextRoot: ethers.hexlify(one.context) as Hex,
            },
          };
        });
        const batch = encodeBatch({
          lane: "direct",
          gatewayId: given.gatewayId,
          epoch: given.epoch,
          firstSequence: given.firstSequence,
          receipts,
          extraAccounts: [COMMONS, ...others.map(({ account }) => account)],
        });

        const expected = new Map<number, bigint>();
        for (const { receipt: settled, legs: settledLegs } of receipts) {
          const voided = new Set(settledLegs.map(({ contributionId: id }) => id).filter(isVoided));
          const credits = creditsOf(
            split({ fee: settled.fee, entries, legs: settledLegs, weightTotal: settled.weightTotal, voided }),
            COMMONS,
          );
          for (const [account, amount] of credits) expected.set(account, (expected.get(account) ?? 0n) + amount);
        }

        const price = {
          gateway: given.gatewayId,
          ...prices,
          splitLength: entries.length,
          splitWords: [...(await harness.toWords(entries))],
        };
        const [root, accounts, sums, structHash] = await harness.fold(batch.blob, COMMONS, standingsOf(receipts, isVoided), price);
        const { summary } = batch;
        expect(root).to.equal(summary.root);
        const message = { ...summary, lane: 1, legCount: BigInt(summary.legCount) };
        expect(structHash).to.equal(hashStruct({ primaryType: "ReceiptBatch", types: batchTypes, data: message }));
        accounts.forEach((account, index) => {
          expect(sums[index], `account ${account}`).to.equal(expected.get(Number(account)) ?? 0n);
          expected.delete(Number(account));
        });
        expect([...expected.keys()], "credited outside the table").to.deep.equal([]);
      }),
      { numRuns: RUNS, seed: 0x4f50454e },
    );
    expect(legs).to.be.greaterThan(RUNS);
  });
});

/** `test/mocks/MoneyHarness.sol`. */
interface Harness {
  toWords(entries: readonly { role: number; account: number; bps: number }[]): Promise<[bigint, bigint, bigint, bigint]>;
  fold(batch: Hex, commons: number, standings: bigint[], price: object): Promise<[Hex, bigint[], bigint[], Hex]>;
}

/** Standings of each page of the batch, in the order of its table. */
function standingsOf(receipts: readonly ReceiptWithLegs[], isVoided: (id: bigint) => boolean): bigint[] {
  const pages = new Map<bigint, bigint>();
  for (const { legs } of receipts) {
    for (const { contributionId: id } of legs) {
      const bit = 2n * (id & 127n);
      pages.set(id >> 7n, (pages.get(id >> 7n) ?? 0n) | ((isVoided(id) ? VOIDED : ACCEPTED) << bit));
    }
  }
  return [...pages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, standings]) => standings);
}
