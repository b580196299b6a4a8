import { bytesToHex } from "viem";
import { expect } from "chai";

import { Part } from "../../../sdk/src/codes/part.ts";
import { tellEpochStory, type EpochStory } from "./epoch-story.ts";
import { indexWorld, type Tables } from "./indexed-world.ts";
import { COMMONS, epochWorld, GATEWAY_ID, randomOf, type EpochWorld } from "./world.ts";

describe("an index of the epoch rail", function () {
  this.timeout(120_000);
  const random = randomOf("indexed");
  let w: EpochWorld;
  let tables: Tables;
  let epochs: EpochStory["epochs"];
  let hatched: EpochStory["hatched"];

  before(async () => {
    w = await epochWorld();
    ({ epochs, hatched } = await tellEpochStory(w, random));
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
    const left = total("finalEpoch", "fees") - total("finalEpoch", "credited");
    expect((tables("networkTotal")[0]!["rangeCredited"] as bigint) + left).to.equal(await w.suite.payoutLedger.totalCredited());
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
      credited: chain.finalisedFees,
      payoutRoot: bytesToHex(epochs.second.epoch.payouts.root),
      epochCount: 5,
      voidCount: 3,
    });
    expect(tables("epochChain")[0]!["abandonedAt"]).to.be.a("bigint");
    for (const [number, { epoch, hash }] of [epochs.first, epochs.second].entries()) {
      const { left } = await w.payouts.finalEpochOf(GATEWAY_ID, number);
      const row = rowOf("finalEpoch", "id", `${GATEWAY_ID}-${number}`);
      expect(row).to.include({ epochId: hash, fees: epoch.top.fields.feeTotal, credited: epoch.top.fields.feeTotal - left });
      const root = bytesToHex(epoch.payouts.layers[9]![0]!);
      expect(rowOf("payoutSubtree", "id", `${GATEWAY_ID}-${number}-0`)).to.include({ root, isExplained: true });
    }
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

  it("keeps who asked for what is inside a tree, who showed it, and who has the bond", () => {
    const actor = w.suite.actor.address.toLowerCase();
    const bond = tables("dataChallenge")[0]!["bond"];
    for (const [number, { epoch, hash }] of [epochs.second, epochs.lying].entries()) {
      const { depth, root } = epoch.payouts;
      const asked = tables("treeChallenge")[number];
      expect(asked).to.include({
        epochId: hash,
        tree: "Words",
        root: bytesToHex(root),
        node: bytesToHex(root),
        depth,
        height: depth,
        index: 0n,
      });
      expect(asked).to.include({ state: "Closed", challenger: actor, owner: actor, closedBy: actor, bond });
      expect(asked!["answeredBy"] ?? null).to.equal(number === 0 ? actor : null);
    }
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
