import { feeOf, legsRoot, receiptId, type Leg, type Receipt } from "@openledger/sdk";
import { expect } from "chai";

import { anomaly, leg, networkTotal, payout, receipt, spendDay } from "../ponder.schema.ts";
import { settleAlone } from "../src/epochs/settle-alone.ts";
import { ACTOR, COMMONS, eventOf, hashOf } from "./support/fold.ts";
import { COMPLETION_PRICE, GATEWAY, ITEMS, OFFERING, PAYER, PROMPT_PRICE, openWorld } from "./support/world.ts";

describe("a receipt that is settled alone", () => {
  it("counts as its payer's spending of the day, under no key, because no event names one", async () => {
    const store = await openWorld();
    const legs: Leg[] = ITEMS.slice(0, 3).map((contributionId) => ({ contributionId, weight: 100, class: "proven" }));
    const [promptTokens, completionTokens] = [12, 340];
    const read: Receipt = {
      ...{ lane: "epoch", gatewayId: GATEWAY, epoch: 4, sequence: 9, payerAccount: PAYER, offeringId: OFFERING },
      ...{ promptTokens, completionTokens, servedAt: 1_763_000_000_000, legCount: 3, weightTotal: 1_000 },
      fee: feeOf({ promptTokens, completionTokens, promptPrice: PROMPT_PRICE, completionPrice: COMPLETION_PRICE }),
      ...{ legsRoot: legsRoot(legs), contextRoot: hashOf("context") },
    };
    const id = receiptId(read);
    const event = eventOf("EscapeHatch", "ReceiptSettled", {
      ...{ gateway: GATEWAY, epoch: 4, sequence: 9, receiptId: id, fee: read.fee, commons: 0n, legs: "0x", actor: ACTOR },
    });
    await settleAlone(store, event, { receipt: read, legs, receiptId: id }, COMMONS);
    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(store.rows(spendDay)).to.have.length(1);
    expect(store.rows(spendDay)[0]).to.include({
      payerId: PAYER,
      key: null,
      receiptKeyId: null,
      spent: read.fee,
      receiptCount: 1,
      promptTokens: 12n,
    });
    expect(store.rows(networkTotal)[0]).to.include({ batchCount: 0, receiptCount: 1, fees: read.fee });
    expect(store.rows(receipt)[0]!.id).to.equal(id);
    const place = `${event.block.number}-${event.logIndex}-0`;
    expect(store.rows(leg).map((row) => row.id)).to.deep.equal([0, 1, 2].map((position) => `${place}-${position}`));
    for (const row of store.rows(payout)) expect(row.id).to.equal(`${place}-${row.role}-${row.accountId}`);
  });
});
