import { expect } from "chai";

import { creditsOf, encodeLegs, split, type ReceiptWithLegs } from "../../../sdk/src/index.ts";
import { COMMONS, DAY, epochWorld, GATEWAY_ID, randomOf, type EpochWorld } from "./world.ts";

describe("EscapeHatch", () => {
  let w: EpochWorld;
  let orphans: ReceiptWithLegs[];

  before(async () => {
    w = await epochWorld();
    const random = randomOf("escape hatch");
    await w.commit(await w.randomEpoch(random, { count: 3 }));
    orphans = await w.receipts(random, 1, 4, 20);
  });

  it("settles what a gateway left behind, each receipt once", async () => {
    const { escapeHatch, ledger, suite, networkHelpers } = w;
    const [one, two] = orphans as [ReceiptWithLegs, ReceiptWithLegs];
    const signed = await w.signReceipt(one.receipt);
    const legs = encodeLegs(one.legs);
    await expect(escapeHatch.settle(signed, legs)).to.be.revertedWithCustomError(escapeHatch, "EscapeHatch_NotAbandoned");
    await expect(escapeHatch.declareGone(signed)).to.be.revertedWithCustomError(escapeHatch, "EscapeHatch_TooEarly");
    const committed = (await w.receipts(randomOf("in"), 0, 1, 3))[0]!;
    await expect(escapeHatch.declareGone(await w.signReceipt(committed.receipt))).to.be.revertedWithCustomError(
      escapeHatch,
      "EscapeHatch_InEpoch",
    );
    await networkHelpers.time.increase(8 * DAY);
    await expect(escapeHatch.declareGone(signed))
      .to.emit(ledger, "GatewayAbandoned")
      .withArgs(GATEWAY_ID, 1, await escapeHatch.getAddress());
    await expect(escapeHatch.declareGone(signed)).to.be.revertedWithCustomError(ledger, "EpochLedger_NotAbandonable");

    const parts = split({ fee: one.receipt.fee, entries: w.entries, legs: one.legs, weightTotal: one.receipt.weightTotal });
    const before = new Map<number, bigint>();
    for (const [account] of creditsOf(parts, COMMONS)) before.set(account, await suite.payoutLedger.creditedOf(account));
    const { balance } = await suite.paymentEscrow.depositOf(one.receipt.payerAccount);
    await escapeHatch.settle(signed, legs);
    for (const [account, amount] of creditsOf(parts, COMMONS))
      expect(await suite.payoutLedger.creditedOf(account)).to.equal(before.get(account)! + amount);
    expect((await suite.paymentEscrow.depositOf(one.receipt.payerAccount)).balance).to.equal(balance - one.receipt.fee);
    await expect(escapeHatch.settle(signed, legs))
      .to.be.revertedWithCustomError(escapeHatch, "EscapeHatch_AlreadySettled")
      .withArgs(GATEWAY_ID, 1, 0);

    const other = await w.signReceipt(two.receipt);
    await expect(escapeHatch.settle(other, legs)).to.be.revertedWithCustomError(escapeHatch, "EscapeHatch_BadLegs");
    const overpriced = { ...two.receipt, fee: two.receipt.fee + 1n };
    await expect(escapeHatch.settle(await w.signReceipt(overpriced), encodeLegs(two.legs))).to.be.revertedWithCustomError(
      escapeHatch,
      "EscapeHatch_BadReceipt",
    );
    await escapeHatch.settle(other, encodeLegs(two.legs));
    await expect(w.commit(await w.randomEpoch(randomOf("late"), { epoch: 1 }))).to.be.revertedWithCustomError(
      ledger,
      "EpochLedger_Abandoned",
    );
  });
});
