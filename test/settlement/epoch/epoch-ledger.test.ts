import { expect } from "chai";
import { Signature } from "ethers";
import type { Hex } from "viem";

import { encodeHeader } from "../../../sdk/src/epoch/encode-header.ts";
import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { payoutWords } from "../../../sdk/src/epoch/payout-words.ts";
import { wordTree } from "../../../sdk/src/epoch/word-tree.ts";
import { subtreeOpening, wordClaim } from "../../../sdk/src/epoch/openings.ts";
import { Part } from "../../../sdk/src/codes/part.ts";
import { roles } from "../../../deploy/modules/roles.ts";
import { headerTypedData } from "../../../sdk/src/epoch/header-typed-data.ts";
import { bytesToHex, DAY, epochWorld, GATEWAY_ID, randomOf, ZERO, type EpochWorld } from "./world.ts";

describe("EpochLedger", function () {
  this.timeout(120_000);
  let w: EpochWorld;
  let snapshot: Awaited<ReturnType<EpochWorld["networkHelpers"]["takeSnapshot"]>>;
  const random = randomOf("epoch ledger");

  before(async () => {
    w = await epochWorld();
  });
  beforeEach(async () => {
    snapshot = await w.networkHelpers.takeSnapshot();
  });
  afterEach(async () => {
    await snapshot.restore();
  });

  const creditedOf = async (account: number) => w.suite.payoutLedger.creditedOf(account);

  /** Every account has exactly what the epochs' vectors say. */
  async function expectCredits(epochs: readonly Epoch[]): Promise<void> {
    const sums = new Map<number, bigint>();
    for (const { top } of epochs)
      for (const { account, amount } of top.credits.entries) sums.set(account, (sums.get(account) ?? 0n) + amount);
    for (const [account, amount] of sums) expect(await creditedOf(account), `account ${account}`).to.equal(amount);
  }

  it("takes two epochs from commit to push, to the last unit", async () => {
    const { ledger, payouts, suite } = w;
    const first = await w.randomEpoch(random, { count: 30 });
    const heldBefore = await suite.openToken.balanceOf(suite.payoutLedger);
    const one = await w.settle(first);
    expect(await suite.openToken.balanceOf(suite.payoutLedger)).to.equal(heldBefore + first.top.fields.feeTotal * 10n ** 9n);
    const push = subtreeOpening(first, 0);
    await expect(payouts.push(GATEWAY_ID, 0, 0, push.words, push.path)).to.emit(payouts, "SubtreePushed");
    await expectCredits([first]);

    const second = await w.randomEpoch(random, { epoch: 1, parent: one.hash, count: 20 });
    await expect(payouts.push(GATEWAY_ID, 1, 0, push.words, push.path)).to.be.revertedWithCustomError(payouts, "EpochPayouts_NotFinal");
    await w.settle(second);
    const next = subtreeOpening(second, 0);
    await expect(payouts.push(GATEWAY_ID, 0, 0, next.words, next.path)).to.be.revertedWithCustomError(payouts, "EpochPayouts_NotFinal");
    await payouts.push(GATEWAY_ID, 1, 0, next.words, next.path);
    await expectCredits([first, second]);
    for (const number of [0, 1]) expect((await payouts.finalEpochOf(GATEWAY_ID, number)).left).to.equal(0n);
    expect(await payouts.isCredited(GATEWAY_ID, 1, 511)).to.equal(true);
    expect((await ledger.chainOf(GATEWAY_ID)).nextFinal).to.equal(2);
    expect((await ledger.fundingOf(one.hash)).isFinal).to.equal(true);
    expect(await ledger.lockedBondOf(GATEWAY_ID)).to.equal(0);
    // Again: nothing happens.
    await expect(payouts.push(GATEWAY_ID, 0, 0, push.words, push.path)).not.to.emit(payouts, "SubtreePushed");
    await expectCredits([first, second]);
    await expect(ledger.restore(one.record, [], [])).to.be.revertedWithCustomError(ledger, "EpochLedger_NotRestorable");
  });

  it("claims single words of several epochs, mixes with pushes, and pays out", async () => {
    const { payouts, suite } = w;
    const first = await w.randomEpoch(random, { count: 30 });
    const one = await w.settle(first);
    const { account, amount } = first.top.credits.entries.at(-1)!;
    const word = Math.floor(account / 4);
    await expect(payouts.claim([wordClaim(first, word)], [account]))
      .to.emit(payouts, "WordClaimed")
      .withArgs(GATEWAY_ID, 0, word, first.words[word]!, suite.actor.address);
    expect(await creditedOf(account)).to.equal(amount);
    expect(await suite.payoutLedger.claimableOf(account)).to.equal(0n);

    const second = await w.randomEpoch(random, { epoch: 1, parent: one.hash, count: 30 });
    await w.settle(second);
    // A word twice, a word credited before, an empty word, and two epochs in one call.
    const claims = [wordClaim(first, word), wordClaim(second, word), wordClaim(second, word), wordClaim(second, 511), wordClaim(first, 1)];
    const before = await suite.payoutLedger.creditedWord(word);
    await payouts.claim(claims, []);
    expect(await suite.payoutLedger.creditedWord(word)).to.equal(before + second.words[word]!);
    for (const epoch of [first, second]) {
      const { words, path } = subtreeOpening(epoch, 0);
      await payouts.push(GATEWAY_ID, epoch.header.epoch, 0, words, path);
    }
    await expectCredits([first, second]);
    await expect(payouts.claim([{ ...wordClaim(second, word), lanes: 1n }], [])).to.be.revertedWithCustomError(
      payouts,
      "EpochPayouts_NotFinal",
    );
  });

  it("credits no more of an epoch than its fees, and nobody who does not exist", async () => {
    const { payouts } = w;
    const honest = await w.randomEpoch(random, { count: 3 });
    const accounts = Number(await w.suite.accountRegistry.accountCount());
    // Payout trees that nobody challenged: one lane pays more than the fees, another pays an account above the count.
    const lies = [
      [honest.top.fields.feeTotal + 1n, 5, "EpochPayouts_AboveFees"],
      [1n, accounts + 1, "PayoutLedger_UnknownAccount"],
      [1n << 63n, 7, "PayoutLedger_LaneOverflow"],
    ] as const;
    let parent: Hex = ZERO;
    for (const [number, [amount, account, error]] of lies.entries()) {
      const words = payoutWords([{ account, amount }]);
      const payouts_ = wordTree(words);
      const header = { ...honest.header, epoch: number, parent, payoutDepth: payouts_.depth, payoutRoot: payouts_.root };
      const epoch = { ...honest, header, packed: encodeHeader(header), words, payouts: payouts_ };
      parent = (await w.settle(epoch)).hash;
      const { words: all, path } = subtreeOpening(epoch, 0);
      await expect(payouts.push(GATEWAY_ID, number, 0, all, path)).to.be.revertedWithCustomError(payouts, error);
      await expect(payouts.claim([wordClaim(epoch, Math.floor(account / 4))], [])).to.be.revertedWithCustomError(
        payouts,
        error === "PayoutLedger_LaneOverflow" ? "EpochPayouts_AboveFees" : error,
      );
    }
  });

  it("keeps 63 epochs open at most, and commits once a second and never while an award is due", async () => {
    const { ledger, suite } = w;
    const epochs: { hash: Hex; record: Hex }[] = [];
    const next = (number: number) => w.randomEpoch(random, { epoch: number, parent: epochs.at(-1)?.hash ?? ZERO, count: 1, legs: 1 });
    for (let number = 0; number < 63; number++) epochs.push(await w.commit(await next(number)));
    await expect(w.commit(await next(63)))
      .to.be.revertedWithCustomError(ledger, "EpochLedger_TooManyOpen")
      .withArgs(GATEWAY_ID, 0, 63);
    expect(await ledger.recordOf(GATEWAY_ID, 0)).to.equal(epochs[0]!.hash);

    await w.manager.grantRole(roles.EpochCourt, suite.actor.address, 0);
    await ledger.convict(epochs[9]!.record, 6, suite.actor.address, 0);
    epochs.length = 9;
    await expect(w.commit(await next(9)))
      .to.be.revertedWithCustomError(ledger, "EpochLedger_AwardDue")
      .withArgs(GATEWAY_ID);
  });

  it("refuses what does not fit the chain, and commits anything only once", async () => {
    const { ledger } = w;
    const epoch = await w.randomEpoch(random, { count: 3 });
    const gap = await w.randomEpoch(random, { epoch: 1, count: 3 });
    await expect(w.commit(gap)).to.be.revertedWithCustomError(ledger, "EpochLedger_WrongEpoch");
    const { hash, record } = await w.commit(epoch);
    await expect(w.commit(epoch)).to.be.revertedWithCustomError(ledger, "EpochLedger_WrongEpoch");
    await expect(w.commit(gap)).to.be.revertedWithCustomError(ledger, "EpochLedger_WrongParent").withArgs(GATEWAY_ID, ZERO, hash);
    await expect(ledger.finalise(record)).to.be.revertedWithCustomError(ledger, "EpochLedger_NotHeld");
    await w.hold(record, epoch);
    await expect(w.hold(record, epoch)).to.be.revertedWithCustomError(ledger, "EpochLedger_AllHeld");
    await expect(ledger.finalise(record)).to.be.revertedWithCustomError(ledger, "EpochLedger_TooEarly");
    await expect(ledger.expire(record)).to.be.revertedWithCustomError(ledger, "EpochLedger_TooEarly");
    await expect(w.restore(record, epoch)).to.be.revertedWithCustomError(ledger, "EpochLedger_NotRestorable");
    await expect(ledger.finalise(record.slice(0, -2))).to.be.revertedWithCustomError(ledger, "EpochLedger_BadLength");
    await expect(ledger.commit(`${bytesToHex(epoch.packed)}00`, w.receiptKey.address, "0x")).to.be.revertedWithCustomError(
      ledger,
      "EpochLedger_BadLength",
    );
    await expect(ledger.commit(bytesToHex(gap.packed), w.receiptKey.address, "0x")).to.be.revertedWithCustomError(
      ledger,
      "EpochLedger_WrongParent",
    );
    await expect(ledger.commit(`0x02${bytesToHex(epoch.packed).slice(4)}`, w.receiptKey.address, "0x")).to.be.revertedWithCustomError(
      ledger,
      "EpochLedger_WrongVersion",
    );
    const next = await w.randomEpoch(random, { epoch: 1, parent: hash, count: 2 });
    await expect(ledger.commit(bytesToHex(next.packed), w.receiptKey.address, "0x00")).to.be.revertedWithCustomError(
      ledger,
      "EpochLedger_BadSignature",
    );
    await expect(ledger.commit(bytesToHex(next.packed), w.suite.actor.address, "0x00")).to.be.revertedWithCustomError(
      ledger,
      "EpochLedger_KeyNotValid",
    );
    const later = await w.commit(next);
    await w.networkHelpers.time.increase(DAY);
    await expect(ledger.finalise(later.record)).to.be.revertedWithCustomError(ledger, "EpochLedger_NotNext");
    await ledger.finalise(record);
    await expect(w.hold(later.record, next)).to.be.revertedWithCustomError(ledger, "EpochLedger_TooLate");
    await ledger.expire(later.record);
    expect((await ledger.chainOf(GATEWAY_ID)).nextEpoch).to.equal(1);
  });

  it("takes no signature of another chain, another contract, another form", async () => {
    const { ledger, receiptKey } = w;
    const epoch = await w.randomEpoch(random, { count: 2 });
    const packed = bytesToHex(epoch.packed);
    const epochLedger = (await ledger.getAddress()) as `0x${string}`;
    const chainId = Number((await w.suite.actor.provider!.getNetwork()).chainId);
    const { domain, types, message } = headerTypedData({ chainId, epochLedger, epoch });
    const sign = (change: object) => receiptKey.signTypedData({ ...domain, ...change }, types as never, message);
    const good = Signature.from(await sign({}));
    const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    // The same point on the other side: recovers to the same key, and is refused all the same.
    const twin = `${good.r}${(curveOrder - BigInt(good.s)).toString(16).padStart(64, "0")}${good.v === 27 ? "1c" : "1b"}`;
    const others = [await sign({ chainId: 1 }), await sign({ verifyingContract: receiptKey.address }), twin];
    for (const signature of others) {
      await expect(ledger.commit(packed, receiptKey.address, signature)).to.be.revertedWithCustomError(ledger, "EpochLedger_BadSignature");
    }
    await ledger.commit(packed, receiptKey.address, good.serialized);
    await expect(ledger.commit(packed, receiptKey.address, good.serialized)).to.be.revertedWithCustomError(
      ledger,
      "EpochLedger_WrongEpoch",
    );
  });

  it("expires without a slash and restores every unit", async () => {
    const { ledger, suite } = w;
    const before = await Promise.all(w.payerAccounts.map((payer) => suite.paymentEscrow.depositOf(payer)));
    const allowances = await Promise.all(w.payerAccounts.map((payer) => suite.paymentEscrow.allowanceOf(payer, GATEWAY_ID)));
    const total = await suite.paymentEscrow.totalBalance();
    const bond = (await suite.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond;
    const first = await w.randomEpoch(random, { count: 20 });
    const one = await w.commit(first);
    const second = await w.randomEpoch(random, { epoch: 1, parent: one.hash, count: 20 });
    const two = await w.commit(second);
    await expect(w.hold(two.record, second)).to.be.revertedWithCustomError(ledger, "EpochLedger_NotNext");
    await w.hold(one.record, first);
    expect(await suite.paymentEscrow.heldBy(ledger)).to.equal(first.top.fields.feeTotal);
    await w.networkHelpers.time.increase(DAY / 2);
    await expect(ledger.expire(one.record)).to.be.revertedWithCustomError(ledger, "EpochLedger_AllHeld");
    await ledger.expire(two.record);
    expect((await ledger.chainOf(GATEWAY_ID)).nextEpoch).to.equal(1);
    expect((await suite.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond).to.equal(bond);
    await expect(ledger.finalise(two.record)).to.be.revertedWithCustomError(ledger, "EpochLedger_NotChallengeable");

    // A conviction of the first gives back what was held.
    await w.manager.grantRole(roles.EpochCourt, suite.actor.address, 0);
    await ledger.convict(one.record, 6, suite.actor.address, 0);
    await w.restore(one.record, first);
    await expect(w.restore(one.record, first)).to.be.revertedWithCustomError(ledger, "EpochLedger_NotRestorable");
    expect(await suite.paymentEscrow.heldBy(ledger)).to.equal(0n);
    expect(await suite.paymentEscrow.totalBalance()).to.equal(total);
    for (const [i, payer] of w.payerAccounts.entries()) {
      expect((await suite.paymentEscrow.depositOf(payer)).balance).to.equal(before[i]!.balance);
      expect((await suite.paymentEscrow.allowanceOf(payer, GATEWAY_ID)).debited).to.equal(allowances[i]!.debited);
    }
  });

  it("slashes, pays prover, harmed and commons, and keeps the bond locked meanwhile", async () => {
    const { ledger, suite } = w;
    const epoch = await w.randomEpoch(random, { count: 20 });
    const { record, hash } = await w.commit(epoch);
    const fees = epoch.top.fields.feeTotal;
    const locked = (fees * 3n + 1n) / 2n;
    expect(await ledger.lockedBondOf(GATEWAY_ID)).to.equal(locked);
    const { bond } = await suite.gatewayRegistry.gatewayOf(GATEWAY_ID);
    await expect(suite.gatewayRegistry.startUnbonding(GATEWAY_ID, bond - locked + 1n)).to.be.revertedWithCustomError(
      suite.gatewayRegistry,
      "GatewayRegistry_BondLocked",
    );
    await suite.gatewayRegistry.startUnbonding(GATEWAY_ID, bond - locked);

    const [, , , prover] = await w.ethers.getSigners();
    await w.manager.grantRole(roles.EpochCourt, suite.actor.address, 0);
    const harmed = w.contributorAccounts[0]!;
    await expect(ledger.convict(record, 6, prover!.address, harmed))
      .to.emit(ledger, "EpochVoided")
      .withArgs(GATEWAY_ID, 0, hash, 6, 1, locked, prover!.address, harmed);
    // Until the award, the whole bond stays.
    await expect(suite.gatewayRegistry.startUnbonding(GATEWAY_ID, 1n)).to.be.revertedWithCustomError(
      suite.gatewayRegistry,
      "GatewayRegistry_BondLocked",
    );
    const { due } = await w.awardOf(hash);
    expect(due.penalty).to.equal(locked);
    expect(await ledger.isAwardDue(GATEWAY_ID, 0, hash, due)).to.equal(true);
    // Neither another prover, nor more, nor the award of another epoch.
    for (const [epochNumber, other] of [
      [0, { ...due, prover: suite.actor.address }],
      [0, { ...due, penalty: locked + 1n }],
      [0, { ...due, harmed: 1 }],
      [1, due],
    ] as const) {
      await expect(ledger.award(GATEWAY_ID, epochNumber, hash, other)).to.be.revertedWithCustomError(ledger, "EpochLedger_NoAward");
    }
    await expect(w.award(hash))
      .to.emit(ledger, "BondAwarded")
      .withArgs(GATEWAY_ID, hash, prover!.address, locked, harmed, suite.actor.address);
    expect(await ledger.isAwardDue(GATEWAY_ID, 0, hash, due)).to.equal(false);
    await expect(w.award(hash)).to.be.revertedWithCustomError(ledger, "EpochLedger_NoAward");
    const toProver = (locked * 2n) / 5n;
    const toHarmed = locked / 5n;
    expect(await suite.openToken.balanceOf(prover!.address)).to.equal(toProver * 10n ** 9n);
    expect(await creditedOf(harmed)).to.equal(toHarmed);
    expect(await creditedOf(1)).to.equal(locked - toProver - toHarmed);
    expect((await suite.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond).to.equal(0n);
    await expect(w.commit(epoch)).to.be.revertedWithCustomError(ledger, "EpochLedger_BondTooSmall");
  });

  it("stops its clocks while paused", async () => {
    const { ledger } = w;
    const { guardian } = w.suite;
    const epoch = await w.randomEpoch(random, { count: 5 });
    const { record } = await w.commit(epoch);
    await w.hold(record, epoch);
    await guardian.pause(Part.EpochSettlement, 10 * DAY, "drill");
    await w.networkHelpers.time.increase(3 * DAY);
    await expect(ledger.finalise(record)).to.be.revertedWithCustomError(ledger, "EpochLedger_Paused");
    await expect(w.commit(await w.randomEpoch(random, { epoch: 1 }))).to.be.revertedWithCustomError(ledger, "EpochLedger_Paused");
    await guardian.lift(Part.EpochSettlement);
    await expect(ledger.finalise(record)).to.be.revertedWithCustomError(ledger, "EpochLedger_TooEarly");
    await w.networkHelpers.time.increase(DAY);
    await ledger.finalise(record);
  });
});
