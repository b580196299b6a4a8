import { bytesToHex, type Hex } from "viem";
import { expect } from "chai";

import { encodeLegs } from "../../../sdk/src/index.ts";
import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { wordPath } from "../../../sdk/src/epoch/word-tree.ts";
import { Part } from "../../../sdk/src/codes/part.ts";
import { indexWorld, type Tables } from "./indexed-world.ts";
import { pushOf, subtreeWords } from "./push-of.ts";
import { COMMONS, DAY, epochWorld, GATEWAY_ID, randomOf, type EpochWorld } from "./world.ts";

const NO_WAY = { nodes: [], indexes: [], paths: [] };

describe("an index of the epoch rail", function () {
  this.timeout(120_000);
  const random = randomOf("indexed");
  let w: EpochWorld;
  let tables: Tables;
  let epochs: Record<"first" | "second" | "lying" | "child" | "expired", { epoch: Epoch; hash: Hex }>;
  let hatched: { receiptId: string; fee: bigint }[];

  before(async () => {
    w = await epochWorld();
    const { ledger, payouts, suite, networkHelpers, chunkProofs, receiptProofs, escapeHatch } = w;
    await suite.openToken.approve(chunkProofs, w.ethers.MaxUint256);

    const first = await w.randomEpoch(random, { count: 30 });
    const one = await w.settle(first);
    const push = pushOf(first, []);
    await payouts.push(GATEWAY_ID, 0, push.credited, push.deltas, push.path);

    await suite.guardian.pause(Part.Offerings, 3 * DAY, "drill");
    const second = await w.randomEpoch(random, { epoch: 1, parent: one.hash, previousWords: first.words, count: 30 });
    const two = await w.settle(second);
    await suite.guardian.lift(Part.Offerings);
    const account = w.contributorAccounts[0]!;
    const word = Math.floor(account / 4);
    const claim = {
      word,
      credited: first.words[word]!,
      creditedPath: wordPath(first.payouts, word).map((node) => bytesToHex(node)),
      current: second.words[word]!,
      currentPath: wordPath(second.payouts, word).map((node) => bytesToHex(node)),
    };
    await payouts.claim(GATEWAY_ID, [claim], [account]);

    // A lie in the third epoch voids it and the one on top of it; what was held for it goes back.
    const lying = await w.randomEpoch(random, { epoch: 2, parent: two.hash, previousWords: second.words, count: 9 });
    const three = await w.commit(lying);
    await w.hold(three.record, lying);
    const child = await w.randomEpoch(random, { epoch: 3, parent: three.hash, previousWords: lying.words, count: 4 });
    const four = await w.commit(child);
    await chunkProofs.challengeData(three.record, NO_WAY);
    const { receipt } = lying.chunks[0]!.receipts[0]!;
    const other = { ...receipt, contextRoot: random.bytes32() };
    await receiptProofs.proveDoubleSigned(three.record, await w.signReceipt(receipt), await w.signReceipt(other));
    await w.restore(three.record, lying);
    await chunkProofs.closeChallenge(three.record, bytesToHex(lying.top.hash));

    // The number is committed again, and its debits are not held in time.
    const expired = await w.randomEpoch(random, { epoch: 2, parent: two.hash, previousWords: second.words, count: 5 });
    const five = await w.commit(expired);
    await networkHelpers.time.increase(DAY);
    await ledger.expire(five.record);

    // The rest of the second epoch is pushed over what was claimed; then the gateway disappears.
    const credited = subtreeWords(first.words);
    credited[word] = second.words[word]!;
    const deltas = subtreeWords(second.words).map((value, i) => value - credited[i]!);
    const path = wordPath(second.payouts, 0, 9).map((node) => bytesToHex(node));
    await payouts.push(GATEWAY_ID, 0, credited, deltas, path);
    const orphans = await w.receipts(random, 2, 3, 20);
    await networkHelpers.time.increase(8 * DAY);
    hatched = [];
    for (const { receipt: orphan, legs } of orphans) {
      const signed = await w.signReceipt(orphan);
      if (hatched.length === 0) await escapeHatch.declareGone(signed);
      await escapeHatch.settle(signed, encodeLegs(legs));
      hatched.push({ receiptId: w.ethers.keccak256(signed.receipt), fee: orphan.fee });
    }
    await suite.payoutLedger.withdraw([COMMONS, account]);
    epochs = {
      first: { epoch: first, hash: one.hash },
      second: { epoch: second, hash: two.hash },
      lying: { epoch: lying, hash: three.hash },
      child: { epoch: child, hash: four.hash },
      expired: { epoch: expired, hash: five.hash },
    };
    tables = await indexWorld(w, COMMONS);
  });

  const rowOf = (name: string, key: string, id: unknown) => tables(name).find((row) => row[key] === id)!;
  const total = (name: string, column: string) => tables(name).reduce((sum, row) => sum + (row[column] as bigint), 0n);

  /** Every account's sums as the payout ledger has them. */
  async function expectBalances(rows: Tables) {
    const count = Number(await w.suite.accountRegistry.accountCount());
    expect(rows("balance")).to.have.length(count);
    for (const row of rows("balance")) {
      const account = row["accountId"] as number;
      const credited = await w.suite.payoutLedger.creditedOf(account);
      expect(row, `account ${account}`).to.include({ credited, earned: credited });
      expect(row, `account ${account}`).to.include({
        withdrawn: await w.suite.payoutLedger.withdrawnOf(account),
        claimable: await w.suite.payoutLedger.claimableOf(account),
      });
    }
  }

  it("has no anomaly, and nothing unexplained", () => {
    expect(tables("anomaly")).to.deep.equal([]);
    expect(tables("openRange")).to.deep.equal([]);
    const network = tables("networkTotal")[0]!;
    expect(network["rangeExplained"]).to.equal(network["rangeCredited"]);
  });

  it("has every account's balance, to the last unit", async () => {
    await expectBalances(tables);
    expect(tables("networkTotal")[0]!["rangeCredited"]).to.equal(await w.suite.payoutLedger.totalCredited());
    for (const { accountId, earned } of tables("balance") as readonly { accountId: number; earned: bigint }[]) {
      const parts = [...tables("payout"), ...tables("epochPayout")].filter((row) => row["accountId"] === accountId);
      expect(
        parts.reduce((sum, row) => sum + (row["amount"] as bigint), 0n),
        `account ${accountId}`,
      ).to.equal(earned);
    }
  });

  it("finds the same balances when no calldata holds the words", async () => {
    const hidden = await indexWorld(w, COMMONS, () => "0x");
    await expectBalances(hidden);
    expect(hidden("pushedSubtree").every((row) => row["isExplained"])).to.equal(true);
    expect(hidden("hatchSettlement").map((row) => row["isDecoded"])).to.deep.equal([false, false, false]);
    expect(new Set(hidden("anomaly").map((row) => row["kind"]))).to.deep.equal(new Set(["Undecodable"]));
  });

  it("has deposits, bills and what is held as the escrow has them", async () => {
    for (const payer of w.payerAccounts) {
      const { balance } = await w.suite.paymentEscrow.depositOf(payer);
      const { debited } = await w.suite.paymentEscrow.allowanceOf(payer, GATEWAY_ID);
      expect(rowOf("payerDeposit", "accountId", payer)).to.include({ balance, debited });
      expect(rowOf("allowance", "id", `${payer}-${GATEWAY_ID}`)).to.include({ debited });
    }
    expect(total("epoch", "held")).to.equal(await w.suite.paymentEscrow.heldBy(w.ledger));
    const { bond } = await w.suite.gatewayRegistry.gatewayOf(GATEWAY_ID);
    expect(rowOf("gateway", "id", GATEWAY_ID)["bond"]).to.equal(bond);
  });

  it("has every epoch, its state, its header and its funding", async () => {
    const states = { first: "Final", second: "Final", lying: "Void", child: "Void", expired: "Void" } as const;
    for (const [name, { epoch, hash }] of Object.entries(epochs)) {
      const row = rowOf("epoch", "id", hash);
      const { fields } = epoch.top;
      expect(row, name).to.include({
        state: states[name as keyof typeof states],
        number: BigInt(epoch.header.epoch),
        receiptCount: BigInt(fields.receiptCount),
        legCount: BigInt(fields.legCount),
        feeTotal: fields.feeTotal,
        creditCount: BigInt(fields.creditCount),
        debitCount: BigInt(fields.debitCount),
        payoutRoot: bytesToHex(epoch.payouts.root),
        debitsRoot: bytesToHex(epoch.top.debits.root),
        level: fields.level,
      });
      const funding = await w.ledger.fundingOf(hash);
      expect(row, name).to.include({ slicesHeld: funding.slicesHeld, slicesRestored: funding.slicesRestored });
      expect(row["held"], name).to.equal(row["state"] === "Final" ? 0n : funding.held);
    }
    expect(rowOf("epoch", "id", epochs.lying.hash)).to.include({ restored: epochs.lying.epoch.top.fields.feeTotal });
    const chain = await w.ledger.chainOf(GATEWAY_ID);
    expect(tables("epochChain")[0]).to.include({
      nextEpoch: chain.nextEpoch,
      nextFinal: chain.nextFinal,
      committedFees: chain.committedFees,
      finalisedFees: chain.finalisedFees,
      lastCommitAt: chain.lastCommitAt,
      credited: (await w.payouts.accountOf(GATEWAY_ID)).credited,
      payoutRoot: await w.payouts.payoutRootOf(GATEWAY_ID),
      epochCount: 5,
      voidCount: 3,
    });
    expect(tables("epochChain")[0]!["abandonedAt"]).to.be.a("bigint");
    expect(tables("payoutSubtree")[0]).to.include({ root: await w.payouts.creditedRootOf(GATEWAY_ID, 0), isExplained: true });
  });

  it("counts only final epochs and settled receipts", () => {
    const fees = epochs.first.epoch.top.fields.feeTotal + epochs.second.epoch.top.fields.feeTotal;
    const alone = hatched.reduce((sum, { fee }) => sum + fee, 0n);
    expect(tables("networkTotal")[0]).to.include({
      fees: fees + alone,
      epochFees: fees,
      epochReceiptCount: 60n,
      receiptCount: 3,
      batchCount: 0,
      debited: fees + alone,
    });
    expect(total("networkDay", "fees")).to.equal(fees + alone);
  });

  it("keeps what voided an epoch: the proven lie, who proved it and what it cost", async () => {
    const [lie, late] = tables("epochDispute") as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
    const { feeTotal } = epochs.lying.epoch.top.fields;
    const slashed = ((feeTotal + epochs.child.epoch.top.fields.feeTotal) * 3n + 1n) / 2n;
    expect(lie).to.include({ lie: "DoubleSigned", epochId: epochs.lying.hash, epochsVoided: 2n, slashed });
    expect(lie).to.include({ prover: w.suite.actor.address.toLowerCase(), toProver: (slashed * 2n) / 5n });
    expect(late).to.include({ lie: "None", epochId: epochs.expired.hash, epochsVoided: 1n, slashed: 0n });
    expect(rowOf("epoch", "id", epochs.child.hash)["disputeId"]).to.equal(lie["id"]);
    const given = tables("epochPayout").filter((row) => row["kind"] === "Compensation");
    expect(given.reduce((sum, row) => sum + (row["amount"] as bigint), 0n)).to.equal(slashed - (slashed * 2n) / 5n);
    expect(tables("dataChallenge")[0]).to.include({
      epochId: epochs.lying.hash,
      state: "Closed",
      level: epochs.lying.epoch.top.fields.level,
    });
  });

  it("explains a receipt of the escape hatch as one of a batch", () => {
    for (const { receiptId, fee } of hatched) {
      const settlement = rowOf("hatchSettlement", "receiptId", receiptId);
      expect(settlement).to.include({ isDecoded: true, isSplitExact: true, isCreditExact: true, fee });
      expect(rowOf("receipt", "id", receiptId)).to.include({ batchId: settlement["id"], lane: 2, fee });
      const paid = tables("payout").filter((row) => row["receiptId"] === receiptId);
      expect(paid.reduce((sum, row) => sum + (row["amount"] as bigint), 0n)).to.equal(fee);
    }
  });

  it("has the guardian's pauses and the minters' supply", async () => {
    const { startedAt, endsAt, readyAt } = await w.suite.guardian.pauseOf(Part.Offerings);
    expect(tables("pause")[0]).to.include({ part: "Offerings", startedAt, endsAt, readyAt, liftedAt: endsAt, reason: "drill" });
    expect(total("minter", "minted") - total("minter", "burned")).to.equal(await w.suite.openToken.totalSupply());
  });
});
