import { expect } from "chai";
import fc from "fast-check";
import { concatBytes, type Hex } from "viem";

import { EPOCH_SPLITS, epochReceiptsArbitrary } from "../../test/epoch-receipts-arbitrary.ts";
import { checkProperty } from "../../test/check-property.ts";
import { legsArbitrary } from "../../test/leg-arbitrary.ts";
import type { ReceiptWithLegs } from "../batch/batch.ts";
import { chunkBytes } from "../epoch/build-chunk.ts";
import { EpochInputError } from "../epoch/errors.ts";
import { addVectors, vectorOf } from "../epoch/vector.ts";
import { contributionId } from "../ids/contribution-id.ts";
import { creditsOf } from "../money/credits-of.ts";
import { split } from "../money/split.ts";
import { encodeReceipt } from "../receipt/encode-receipt.ts";
import { legsRoot } from "../receipt/legs-root.ts";
import type { Leg } from "../receipt/leg.ts";
import type { Receipt } from "../receipt/receipt.ts";
import { LaneOverflowError } from "./errors.ts";
import { openNetting } from "./netting.ts";
import { openCore } from "./open-core.ts";
import { addPackedVectors, packedVectorRoot, unpackVector, vectorEntries } from "./packed-vectors.ts";

const TERMS = { gatewayId: 9, epoch: 4, splits: EPOCH_SPLITS, commons: 1 };
const MAXIMUM = (1n << 64n) - 1n;
const ZERO: Hex = `0x${"00".repeat(32)}`;

/** What the plain functions make of the same receipts. */
function plainSums(receipts: readonly ReceiptWithLegs[]) {
  const credits = new Map<number, bigint>();
  const debits = new Map<number, bigint>();
  for (const { receipt, legs } of receipts) {
    const parts = split({ fee: receipt.fee, entries: EPOCH_SPLITS.get(receipt.offeringId)!, legs, weightTotal: receipt.weightTotal });
    for (const [account, amount] of creditsOf(parts, TERMS.commons)) credits.set(account, (credits.get(account) ?? 0n) + amount);
    debits.set(receipt.payerAccount, (debits.get(receipt.payerAccount) ?? 0n) + receipt.fee);
  }
  return { credits: vectorOf(credits), debits: vectorOf(debits) };
}

function receiptOf(legs: readonly Leg[], changes: Partial<Receipt> = {}): ReceiptWithLegs {
  const receipt: Receipt = {
    lane: "epoch",
    gatewayId: 9,
    epoch: 4,
    sequence: 0,
    payerAccount: 77,
    offeringId: 1,
    promptTokens: 0,
    completionTokens: 0,
    fee: 1_000n,
    servedAt: 0,
    legCount: legs.length,
    weightTotal: Math.max(
      1,
      legs.reduce((sum, { weight }) => sum + weight, 0),
    ),
    legsRoot: legsRoot(legs),
    contextRoot: ZERO,
    ...changes,
  };
  return { receipt, legs };
}

const legOf = (account: number, weight = 1): Leg => ({ contributionId: contributionId(account, 1), weight, class: "proven" });
const net = (receipts: readonly ReceiptWithLegs[]) => {
  const netting = openNetting(openCore(), TERMS);
  netting.add(chunkBytes(receipts));
  return netting;
};

describe("openNetting", () => {
  it("sums what split and creditsOf give, on random receipts", () => {
    const core = openCore();
    checkProperty(
      fc.property(epochReceiptsArbitrary({ maxLength: 40 }), fc.nat(40), (receipts, cut) => {
        const netting = openNetting(core, TERMS);
        netting.add(chunkBytes(receipts.slice(0, cut)));
        netting.add(chunkBytes(receipts.slice(cut)));
        const { credits, debits } = plainSums(receipts);
        expect(vectorEntries(netting.credits())).to.deep.equal(credits.entries);
        expect(vectorEntries(netting.debits())).to.deep.equal(debits.entries);
      }),
    );
  });

  it("splits any fee over any weights exactly, up to the largest", () => {
    const core = openCore();
    const fees = fc.oneof(fc.bigInt(0n, MAXIMUM), fc.bigInt(MAXIMUM - 9n, MAXIMUM));
    const cases = legsArbitrary({ maxLength: 64 }).chain((legs) => {
      const weights = Math.max(
        1,
        legs.reduce((sum, { weight }) => sum + weight, 0),
      );
      const totals = [fc.integer({ min: weights, max: 2 ** 32 - 1 }), fc.constantFrom(weights, 2 ** 26, 2 ** 26 + 1, 2 ** 32 - 1)];
      return fc.tuple(fc.constant(legs), fees, fc.oneof(...totals));
    });
    checkProperty(
      fc.property(cases, ([legs, fee, weightTotal]) => {
        const receipt = receiptOf(legs, { fee, weightTotal });
        const netting = openNetting(core, TERMS);
        netting.add(chunkBytes([receipt]));
        const { credits } = plainSums([receipt]);
        expect(vectorEntries(netting.credits())).to.deep.equal(credits.entries);
        expect(credits.entries.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(fee);
      }),
      { numRuns: 500 },
    );
  });

  it("grows with the accounts, wherever they lie", () => {
    const receipts = Array.from({ length: 700 }, (_, sequence) => {
      const accounts = Array.from({ length: 64 }, (__, i) => 1 + ((sequence * 64 + i) * 65_537) / 7).map(
        (value) => Math.floor(value) >>> 0,
      );
      const legs = [...new Set(accounts)].sort((a, b) => a - b).map((account) => legOf(account));
      return receiptOf(legs, { sequence, fee: 1_000_000n });
    });
    const netting = net(receipts);
    const { credits } = plainSums(receipts);
    expect(credits.entries.length).to.be.greaterThan(30_000);
    expect(vectorEntries(netting.credits())).to.deep.equal(credits.entries);
  });

  it("sums nothing of nothing", () => {
    const netting = net([]);
    expect(netting.credits()).to.have.length(0);
    expect(vectorEntries(net([receiptOf([], { fee: 0n })]).debits())).to.deep.equal([]);
  });

  it("names what it refuses", () => {
    const [a, b] = [legOf(5), legOf(6)];
    const refused = (receipts: readonly ReceiptWithLegs[], text: string) =>
      expect(() => net(receipts), text).to.throw(EpochInputError, text);
    refused([receiptOf([a], { sequence: 1 })], "Where receipt 0 of epoch lane 9/4");
    refused([receiptOf([a], { lane: "direct" })], "Where receipt 0 of epoch lane 9/4");
    refused([receiptOf([a], { gatewayId: 8 })], "Where receipt 0 of epoch lane 9/4");
    refused([receiptOf([a]), receiptOf([b], { sequence: 1, epoch: 5 })], "Where receipt 1 of epoch lane 9/4");
    refused([receiptOf([a], { offeringId: 21 })], "Offering 21 has no split");
    refused([receiptOf([a, b], { weightTotal: 1 })], "weigh more than its total");
    refused([receiptOf([], { legCount: 65 })], "Receipt 0 has 65 legs");
    refused([receiptOf([a], { legCount: 2 })], "end inside receipt 0");
    refused([receiptOf([a], { payerAccount: 0 })], "account 0");
    refused([receiptOf([{ ...a, contributionId: 1n }])], "account 0");
    const bytes = chunkBytes([receiptOf([a, b])]);
    const add = (damaged: Uint8Array) => () => openNetting(openCore(), TERMS).add(damaged);
    const damage = (offset: number, value: number) => bytes.with(offset, value);
    expect(add(bytes.subarray(0, 112))).to.throw(EpochInputError, "end inside receipt 0");
    expect(add(damage(0, 2))).to.throw(EpochInputError, "Where receipt 0 of epoch lane 9/4");
    expect(add(damage(48, 0))).to.throw(EpochInputError, "the total is 0");
    expect(add(damage(113 + 9, 0))).to.throw(EpochInputError, "Leg 0 of receipt 0");
    expect(add(damage(113 + 9, 4))).to.throw(EpochInputError, "Leg 0 of receipt 0");
    expect(add(damage(113 + 8, 0))).to.throw(EpochInputError, "Leg 0 of receipt 0");
    expect(add(damage(123 + 3, 5))).to.throw(EpochInputError, "Leg 1 of receipt 0");
  });

  it("names a lane that is full", () => {
    const full = (changes: Partial<Receipt>, legs: readonly Leg[] = [legOf(5)]) => receiptOf(legs, { fee: MAXIMUM, ...changes });
    const overflow = (receipts: readonly ReceiptWithLegs[]) => {
      try {
        net(receipts);
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(overflow([full({})])).to.equal(undefined);
    const credits = overflow([full({}), full({ sequence: 1 })]);
    expect(credits).to.be.instanceOf(LaneOverflowError).and.to.include({ account: 5 });
    expect((credits as Error).message).to.contain("credits of account 5");
    const debits = overflow([full({}), full({ sequence: 1 }, [legOf(6)])]);
    expect(debits).to.be.instanceOf(LaneOverflowError).and.to.include({ account: 77 });
    expect((debits as Error).message).to.contain("debits of account 77");
    const fees = overflow([full({}), full({ sequence: 1, payerAccount: 78 }, [legOf(6)])]);
    expect(fees).to.be.instanceOf(EpochInputError);
    expect((fees as Error).message).to.contain("fees pass");
  });

  it("refuses to read splits that no offering can have", () => {
    const splits = new Map([[1, [{ role: 0, account: 0, bps: 10_000 }]]]);
    expect(() => openNetting(openCore(), { ...TERMS, splits })).to.throw("1 entries");
  });
});

describe("packed vectors", () => {
  const packed = (entries: readonly { account: number; amount: bigint }[]) =>
    concatBytes(
      entries.map(({ account, amount }) => {
        const bytes = new Uint8Array(12);
        const view = new DataView(bytes.buffer);
        view.setUint32(0, account);
        view.setBigUint64(4, amount);
        return bytes;
      }),
    );
  const sums = fc
    .uniqueArray(fc.tuple(fc.oneof(fc.nat(60), fc.nat(2 ** 32 - 1)), fc.bigInt(1n, 1n << 58n)), {
      maxLength: 60,
      selector: ([account]) => account,
    })
    .map((list) => vectorOf(new Map(list)));

  it("add up and hash as the plain ones", () => {
    const core = openCore();
    checkProperty(
      fc.property(fc.array(sums, { maxLength: 17 }), (vectors) => {
        const plain = addVectors(vectors);
        const sum = addPackedVectors(
          core,
          vectors.map(({ entries }) => packed(entries)),
          "credits",
        );
        expect(unpackVector(core, sum)).to.deep.equal(plain);
      }),
    );
  });

  it("hash a vector of more than one window", () => {
    const core = openCore();
    for (const count of [4_095, 4_096, 4_097, 9_000]) {
      const plain = vectorOf(new Map(Array.from({ length: count }, (_, i) => [3 * i + 1, BigInt(i + 1)])));
      expect(packedVectorRoot(core, packed(plain.entries)), `${count} entries`).to.deep.equal(plain.root);
    }
  }).timeout(20_000);

  it("name the account whose sum does not fit", () => {
    const core = openCore();
    const [a, b] = [packed([{ account: 7, amount: MAXIMUM }]), packed([{ account: 7, amount: 1n }])];
    expect(() => addPackedVectors(core, [a, b], "debits")).to.throw(LaneOverflowError, "debits of account 7");
  });
});

describe("a packed receipt", () => {
  it("is what the core reads: version, lane and places of fields are encodeReceipt's", () => {
    const one = receiptOf([legOf(0xabcdef01)], { sequence: 0, fee: 10_000n });
    expect(encodeReceipt(one.receipt)).to.have.length(2 + 2 * 113);
    expect(vectorEntries(net([one]).credits())).to.deep.equal([
      { account: 2, amount: 2_500n },
      { account: 3, amount: 1_500n },
      { account: 0xabcdef01, amount: 6_000n },
    ]);
  });
});
