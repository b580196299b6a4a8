import { expect } from "chai";
import { bytesToHex, type Hex } from "viem";

import { encodeLegs } from "../../../sdk/src/index.ts";
import { debitSlice } from "../../../sdk/src/epoch/debit-slice.ts";
import { encodeHeader } from "../../../sdk/src/epoch/encode-header.ts";
import { headerTypedData } from "../../../sdk/src/epoch/header-typed-data.ts";
import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { chunkHints, childrenOf, nodePath, slotOpening, subtreeOpening, wordClaim } from "../../../sdk/src/epoch/openings.ts";
import { withFields, withUnaccepted } from "./lies.ts";
import { roles } from "../../../deploy/modules/roles.ts";
import { COMMONS, DAY, epochWorld, GATEWAY_ID, randomOf, type EpochWorld } from "./world.ts";

/** Each error that the flows and the fraud tests do not meet. */
describe("epoch rail errors", function () {
  this.timeout(120_000);
  let w: EpochWorld;
  let epoch: Epoch;
  let record: Hex;
  let snapshot: Awaited<ReturnType<EpochWorld["networkHelpers"]["takeSnapshot"]>>;
  const random = randomOf("epoch errors");

  before(async () => {
    w = await epochWorld();
    epoch = await w.randomEpoch(random, { count: 30, chunkLegs: 12 });
    ({ record } = await w.commit(epoch));
    await w.suite.openToken.approve(w.chunkProofs, w.ethers.MaxUint256);
  });
  beforeEach(async () => {
    snapshot = await w.networkHelpers.takeSnapshot();
  });
  afterEach(async () => {
    await snapshot.restore();
  });

  let parentHash: Hex;
  before(async () => {
    parentHash = (await w.ledger.recordOf(GATEWAY_ID, 0)) as Hex;
  });

  const headerWith = (fields: Partial<Epoch["top"]["fields"]>, payoutDepth = epoch.header.payoutDepth) => {
    const top = withFields(epoch.top, fields);
    const header = { ...epoch.header, epoch: 1, parent: parentHash, payoutDepth, top: top.packed };
    return { header, packed: encodeHeader(header), top };
  };
  it("of the ledger", async () => {
    const { ledger } = w;
    for (const fields of [{ receiptCount: 0 }, { feeTotal: 0n }, { debitCount: 0 }])
      await expect(w.commit(headerWith(fields))).to.be.revertedWithCustomError(ledger, "EpochLedger_EmptyEpoch");
    for (const fields of [{ firstSequence: 1 }, { level: 7 }])
      await expect(w.commit(headerWith(fields))).to.be.revertedWithCustomError(ledger, "EpochLedger_BadTree");
    for (const depth of [8, 31]) await expect(w.commit(headerWith({}, depth))).to.be.revertedWithCustomError(ledger, "EpochLedger_BadTree");
    await expect(w.commit(headerWith({ feeTotal: 2n ** 50n }))).to.be.revertedWithCustomError(ledger, "EpochLedger_BondTooSmall");
    const { leaves } = debitSlice(epoch.top.debits, 0);
    await expect(ledger.hold(record, leaves.slice(1), [])).to.be.revertedWithCustomError(ledger, "EpochLedger_BadDebits");
    await expect(ledger.hold(record, [...leaves].reverse(), [])).to.be.revertedWithCustomError(ledger, "EpochLedger_BadDebits");
    const wrong = headerWith({ feeTotal: epoch.top.fields.feeTotal + 1n });
    await w.hold(record, epoch);
    const { record: other } = await w.commit(wrong);
    await expect(w.hold(other, epoch)).to.be.revertedWithCustomError(ledger, "EpochLedger_DebitsMismatch");
    await w.chunkProofs.challengeData(record, nodePath(epoch, 0, 0));
    await w.networkHelpers.time.increase(DAY);
    await expect(ledger.finalise(record)).to.be.revertedWithCustomError(ledger, "EpochLedger_ChallengesOpen");
    const deploy = async (challenge: number, abandon: number) =>
      w.ethers.deployContract("EpochLedger", [
        await w.suite.accountRegistry.authority(),
        w.suite.openToken,
        w.suite.gatewayRegistry,
        w.suite.paymentEscrow,
        w.payouts,
        w.suite.guardian,
        COMMONS,
        challenge,
        abandon,
      ]);
    await expect(deploy(DAY / 2, DAY)).to.be.revertedWithCustomError(ledger, "EpochLedger_WindowOutOfBounds");
    await expect(deploy(DAY, 1)).to.be.revertedWithCustomError(ledger, "EpochLedger_WindowOutOfBounds");
    const stranger = (await w.ethers.getSigners())[5]!;
    const theirs = ledger.connect(stranger);
    for (const call of [
      () => theirs.convict(record, 1, stranger, 0),
      () => theirs.openChallenge(record),
      () => theirs.closeChallenge(record, 0),
      () => theirs.abandon(1),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(ledger, "AccessManagedUnauthorized");
    }
  });

  it("of payouts", async () => {
    const { payouts } = w;
    await w.hold(record, epoch);
    await w.networkHelpers.time.increase(DAY);
    await w.ledger.finalise(record);
    const { words, path } = subtreeOpening(epoch, 0);
    await expect(payouts.push(GATEWAY_ID, 0, 0, words.slice(1), path)).to.be.revertedWithCustomError(payouts, "EpochPayouts_BadLength");
    const others = words.map((word) => word + 1n);
    for (const push of [
      () => payouts.push(GATEWAY_ID, 0, 0, others, path),
      () => payouts.push(GATEWAY_ID, 0, 1, words, path),
      () => payouts.push(GATEWAY_ID, 1, 0, words, path),
      () => payouts.push(GATEWAY_ID, 0, 0, words, [parentHash]),
    ])
      await expect(push()).to.be.revertedWithCustomError(payouts, "EpochPayouts_NotFinal");
    const claim = wordClaim(epoch, 1);
    for (const change of [{ word: 2 }, { word: 1 + 512 }, { lanes: claim.lanes + 1n }, { epoch: 1 }, { path: claim.path.slice(1) }])
      await expect(payouts.claim([{ ...claim, ...change }], [])).to.be.revertedWithCustomError(payouts, "EpochPayouts_NotFinal");
    await expect(payouts.claim([], [])).to.be.revertedWithCustomError(payouts, "EpochPayouts_BatchSize");
    await expect(payouts.openWords(0, 257)).to.be.revertedWithCustomError(payouts, "PayoutLedger_BatchSize");
    await expect(payouts.openWords(2 ** 20, 1)).to.be.revertedWithCustomError(payouts, "PayoutLedger_UnknownAccount");
    await expect(
      payouts.connect((await w.ethers.getSigners())[5]!).setFinal(GATEWAY_ID, 9, parentHash, 9, 1n),
    ).to.be.revertedWithCustomError(payouts, "AccessManagedUnauthorized");
  });

  it("of a second commit in one second", async () => {
    const next = headerWith({});
    const { domain, types, message } = headerTypedData({ chainId: w.chainId, epochLedger: w.epochLedger, epoch: next });
    const signature = await w.receiptKey.signTypedData(domain, types as never, message);
    await w.ledger.commit(bytesToHex(next.packed), w.receiptKey.address, signature);
    const after = { ...next.header, epoch: 2, parent: (await w.ledger.recordOf(GATEWAY_ID, 1)) as Hex };
    const third = { header: after, packed: encodeHeader(after), top: next.top };
    const typed = headerTypedData({ chainId: w.chainId, epochLedger: w.epochLedger, epoch: third });
    const signed = await w.receiptKey.signTypedData(typed.domain, typed.types as never, typed.message);
    await expect(
      w.ledger.commit.staticCall(bytesToHex(third.packed), w.receiptKey.address, signed, { blockTag: "latest" }),
    ).to.be.revertedWithCustomError(w.ledger, "EpochLedger_SameSecond");
  });

  it("of the proofs", async () => {
    const { chunkProofs, vectorProofs, receiptProofs, legProofs } = w;
    const way = nodePath(epoch, 0, 0);
    const top = epoch.levels.length - 1;
    const chunk = epoch.chunks[0]!;
    const bytes = bytesToHex(chunk.bytes);
    const hints = chunkHints(chunk, [COMMONS, ...w.entries.map(({ account }) => account)]);
    await expect(chunkProofs.proveChunk(record.slice(0, -2), way, bytes, hints)).to.be.revertedWithCustomError(
      chunkProofs,
      "FraudProofs_BadLength",
    );
    await expect(
      chunkProofs.proveChunk(
        `${record.slice(0, -2)}00` === record ? `${record.slice(0, -2)}01` : `${record.slice(0, -2)}ff`,
        way,
        bytes,
        hints,
      ),
    ).to.be.revertedWithCustomError(chunkProofs, "FraudProofs_NotChallengeable");
    await expect(
      chunkProofs.proveChunk(record, { ...way, indexes: way.indexes.map((index) => index + 1) }, bytes, hints),
    ).to.be.revertedWithCustomError(chunkProofs, "FraudProofs_BadNodePath");
    await expect(chunkProofs.proveChunk(record, nodePath(epoch, top, 0), bytes, hints)).to.be.revertedWithCustomError(
      chunkProofs,
      "FraudProofs_NotAChunk",
    );
    await expect(chunkProofs.proveChunk(record, way, `${bytes}00`, hints)).to.be.revertedWithCustomError(
      chunkProofs,
      "FraudProofs_BadOpening",
    );
    await expect(chunkProofs.proveChunk(record, way, bytes, { ...hints, accounts: "0x" })).to.be.revertedWithCustomError(
      chunkProofs,
      "FraudProofs_BadHint",
    );
    await expect(
      chunkProofs.proveChunk(record, way, bytes, { ...hints, legIndexes: `0x${"ffff".repeat((hints.legIndexes.length - 2) / 4)}` }),
    ).to.be.revertedWithCustomError(chunkProofs, "FraudProofs_BadHint");
    await expect(chunkProofs.proveChunk(record, way, bytes, { ...hints, legIndexes: "0x" })).to.be.revertedWithCustomError(
      chunkProofs,
      "FraudProofs_BadHint",
    );
    await expect(chunkProofs.answerWithChildren(record, way, [])).to.be.revertedWithCustomError(chunkProofs, "FraudProofs_NoChildren");
    const children = childrenOf(epoch, top, 0).map(({ packed }) => bytesToHex(packed));
    await expect(vectorProofs.proveSums(record, nodePath(epoch, top, 0), children.slice(1))).to.be.revertedWithCustomError(
      vectorProofs,
      "FraudProofs_BadLength",
    );
    const slot = slotOpening(chunk, 0);
    await expect(receiptProofs.proveReceipt(record, way, { ...slot, index: 1 })).to.be.revertedWithCustomError(
      receiptProofs,
      "FraudProofs_BadOpening",
    );
    const signed = await w.signReceipt(chunk.receipts[0]!.receipt);
    await expect(
      receiptProofs.proveDoubleSigned(record, { ...signed, signature: `${signed.signature.slice(0, -4)}0000` }, signed),
    ).to.be.revertedWithCustomError(receiptProofs, "FraudProofs_BadSignature");
    await expect(receiptProofs.proveDoubleSigned(record, { ...signed, key: w.suite.actor.address }, signed)).to.be.revertedWithCustomError(
      receiptProofs,
      "FraudProofs_KeyNotValid",
    );
    expect(await legProofs.version()).to.equal("1.0.0");
  });

  it("of challenges", async () => {
    const { chunkProofs } = w;
    const way = nodePath(epoch, 0, 0);
    const node = bytesToHex(epoch.chunks[0]!.hash);
    const bytes = bytesToHex(epoch.chunks[0]!.bytes);
    const hints = chunkHints(epoch.chunks[0]!, [COMMONS, ...w.entries.map(({ account }) => account)]);
    await expect(chunkProofs.answerWithChunk(record, way, bytes, hints)).to.be.revertedWithCustomError(
      chunkProofs,
      "ChunkProofs_NotChallenged",
    );
    await chunkProofs.challengeData(record, way);
    await expect(chunkProofs.challengeData(record, way)).to.be.revertedWithCustomError(chunkProofs, "ChunkProofs_AlreadyChallenged");
    await expect(chunkProofs.closeChallenge(record, node)).to.be.revertedWithCustomError(chunkProofs, "ChunkProofs_NotVoid");
    await w.networkHelpers.time.increase(DAY / 4);
    await expect(chunkProofs.answerWithChunk(record, way, bytes, hints)).to.be.revertedWithCustomError(chunkProofs, "ChunkProofs_TooLate");
    await w.networkHelpers.time.increase(DAY / 4);
    await w.ledger.expire(record);
    const [before, bond] = [await w.suite.openToken.balanceOf(w.suite.actor.address), await chunkProofs.challengeBond()];
    await chunkProofs.closeChallenge(record, node);
    expect(await w.suite.openToken.balanceOf(w.suite.actor.address)).to.equal(before + bond * 10n ** 9n);
    for (const value of [1n, 10n ** 18n])
      await expect(chunkProofs.setChallengeBond(value)).to.be.revertedWithCustomError(chunkProofs, "ChunkProofs_BondOutOfBounds");
    await chunkProofs.setChallengeBond(5n * 10n ** 9n);
    const again = await w.commit(epoch);
    await w.networkHelpers.time.increase(4 * DAY);
    await expect(chunkProofs.challengeData(again.record, way)).to.be.revertedWithCustomError(chunkProofs, "ChunkProofs_TooLate");
  });

  it("of escrow, registry and escape hatch", async () => {
    const { suite, escapeHatch } = w;
    await w.manager.grantRole(roles.SettlementRail, suite.actor.address, 0);
    await expect(suite.paymentEscrow.release(1n)).to.be.revertedWithCustomError(suite.paymentEscrow, "PaymentEscrow_AboveHeld");
    await expect(suite.gatewayRegistry.setBondLock(suite.actor.address)).to.be.revertedWithCustomError(
      suite.gatewayRegistry,
      "GatewayRegistry_BondLockSet",
    );
    await w.networkHelpers.time.increase(8 * DAY);
    const { chunk } = withUnaccepted(w, random, (await w.randomEpoch(random, { epoch: 1, count: 1 })).chunks[0]!, 0);
    const { receipt, legs } = chunk.receipts[0]!;
    const old = { ...receipt, servedAt: receipt.servedAt - 3_600_000 };
    await w.ledger.expire(record);
    await w.manager.grantRole(roles.EpochCourt, suite.actor.address, 0);
    await w.ledger.abandon(GATEWAY_ID);
    await expect(escapeHatch.settle(await w.signReceipt(old), encodeLegs(legs))).to.be.revertedWithCustomError(
      escapeHatch,
      "EscapeHatch_NotAccepted",
    );
  });
});
