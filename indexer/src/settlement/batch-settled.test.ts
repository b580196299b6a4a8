import { expect } from "chai";
import fc from "fast-check";

import {
  accountDay,
  anomaly,
  balance,
  batch,
  contributionDay,
  contributionEarning,
  datanet,
  gateway,
  leg,
  networkDay,
  networkTotal,
  offering,
  openSettlement,
  payerDeposit,
  payout,
  receipt,
  settledEpoch,
  spendDay,
} from "../../ponder.schema.ts";
import type { MemoryStore } from "../fold/memory-store.ts";
import type { FoldEvent } from "../fold/event.ts";
import { COMMONS, fold, hashOf } from "../../test/support/fold.ts";
import { settlementOf, type Answer } from "../../test/support/settlement.ts";
import { CONTRIBUTORS, GATEWAY, ITEMS, KEY, PAYER, itemOf, openWorld, verdictOn } from "../../test/support/world.ts";

const answers: fc.Arbitrary<Answer[]> = fc
  .array(
    fc.record({
      promptTokens: fc.nat(5_000),
      completionTokens: fc.integer({ min: 1, max: 5_000 }),
      contextRoot: fc.constant(hashOf("context")),
      spare: fc.nat(10_000),
      chosen: fc.subarray(ITEMS),
      weights: fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: ITEMS.length, maxLength: ITEMS.length }),
      isProven: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((records) =>
    records.map(({ chosen, weights, spare, isProven, ...rest }) => {
      const legs = chosen.map((contributionId, i) => ({
        contributionId,
        weight: weights[i]!,
        class: isProven ? ("proven" as const) : ("recomputable" as const),
      }));
      return { ...rest, legs, weightTotal: Math.max(1, legs.reduce((sum, { weight }) => sum + weight, 0) + spare) };
    }),
  );

const ANSWER: Answer = {
  promptTokens: 120,
  completionTokens: 345,
  legs: [
    { contributionId: itemOf(5, 1), weight: 3_000, class: "proven" },
    { contributionId: itemOf(5, 1), weight: 100, class: "recomputable" },
    { contributionId: itemOf(6, 2), weight: 2_000, class: "recomputable" },
  ],
  weightTotal: 10_000,
  contextRoot: hashOf("context"),
};

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n);
const kinds = (store: MemoryStore): string[] => store.rows(anomaly).map((row) => row.kind);
const withArgs = (event: FoldEvent, change: object): FoldEvent => ({ ...event, args: { ...(event.args as object), ...change } });

describe("batchSettled", () => {
  it("writes who earned what for which answer, to the last unit", async () => {
    const store = await openWorld();
    const { events, feeTotal, credits, receiptIds } = settlementOf([ANSWER], { transaction: "settle" });
    await fold(store, ...events);

    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(store.rows(batch)[0]).to.include({ isDecoded: true, isSplitExact: true, isCreditExact: true, feeTotal });
    expect(store.rows(openSettlement)).to.deep.equal([]);
    const [row] = store.rows(receipt);
    expect(row).to.include({ id: receiptIds[0], payerId: PAYER, fee: feeTotal, weightAttributed: 5_100n, weightTotal: 10_000n });
    expect(sum(store.rows(payout).map(({ amount }) => amount))).to.equal(feeTotal);
    expect(sum(store.rows(leg).map(({ amount }) => amount)) + row!.unattributedAmount).to.equal(row!.dataAmount);

    const twoLegs = store.rows(payout).find(({ accountId, role }) => accountId === 5 && role === "Data")!;
    const parts = store.rows(leg).filter(({ payoutId }) => payoutId === twoLegs.id);
    expect(twoLegs.legCount).to.equal(2);
    expect(sum(parts.map(({ amount }) => amount))).to.equal(twoLegs.amount);
    expect(parts.map(({ weightBefore }) => weightBefore)).to.deep.equal([0n, 3_000n]);

    for (const { accountId, credited, earned, claimable } of store.rows(balance)) {
      expect(credited, `account ${accountId}`).to.equal(credits.get(accountId) ?? 0n);
      expect(earned).to.equal(credited);
      expect(claimable).to.equal(credited);
    }
    expect(store.rows(networkTotal)[0]).to.include({
      fees: feeTotal,
      earned: feeTotal,
      credited: feeTotal,
      receiptCount: 1,
      legCount: 3,
      anomalyCount: 0,
    });
  });

  it("keeps every sum exact over random batches", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 4 }), async (batches) => {
        const store = await openWorld();
        let firstSequence = 0;
        let fees = 0n;
        for (const [index, chosen] of batches.entries()) {
          const { events, feeTotal } = settlementOf(chosen, { firstSequence, transaction: `batch ${index}` });
          firstSequence += chosen.length;
          fees += feeTotal;
          await fold(store, ...events);
        }
        expect(store.rows(anomaly)).to.deep.equal([]);
        const earned = sum(store.rows(payout).map(({ amount }) => amount));
        expect(earned).to.equal(fees);
        for (const row of store.rows(receipt)) {
          expect(
            sum(
              store
                .rows(payout)
                .filter(({ receiptId }) => receiptId === row.id)
                .map(({ amount }) => amount),
            ),
          ).to.equal(row.fee);
        }
        const attributed = sum(store.rows(leg).map(({ amount }) => amount));
        expect(sum(store.rows(balance).map((row) => row.credited))).to.equal(fees);
        expect(sum(store.rows(balance).map((row) => row.earned))).to.equal(fees);
        expect(sum(store.rows(accountDay).map((row) => row.earned))).to.equal(fees);
        expect(sum(store.rows(accountDay).map((row) => row.spent))).to.equal(fees);
        expect(sum(store.rows(contributionEarning).map((row) => row.earned))).to.equal(attributed);
        expect(sum(store.rows(contributionDay).map((row) => row.earned))).to.equal(attributed);
        for (const row of store.rows(contributionEarning)) {
          const days = store.rows(contributionDay).filter(({ contributionId }) => contributionId === row.contributionId);
          const receipts = new Set(
            store
              .rows(leg)
              .filter(({ contributionId }) => contributionId === row.contributionId)
              .map(({ receiptId }) => receiptId),
          );
          expect(days.reduce((count, { receiptCount }) => count + receiptCount, 0))
            .to.equal(row.receiptCount)
            .and.to.equal(receipts.size);
          expect(days.reduce((count, { legCount }) => count + legCount, 0)).to.equal(row.legCount);
        }
        expect(sum(store.rows(spendDay).map((row) => row.spent))).to.equal(fees);
        expect(store.rows(spendDay).reduce((count, { receiptCount }) => count + receiptCount, 0)).to.equal(firstSequence);
        expect(sum(store.rows(spendDay).map((row) => row.promptTokens))).to.equal(store.rows(networkTotal)[0]!.promptTokens);
        expect(store.rows(settledEpoch)[0]).to.include({
          nextSequence: BigInt(firstSequence),
          receiptCount: firstSequence,
          feeTotal: fees,
        });
        expect(store.rows(datanet)[0]!.earned).to.equal(attributed);
        expect(store.rows(gateway)[0]!.feeTotal).to.equal(fees);
        expect(store.rows(offering)[0]).to.include({ feeTotal: fees, receiptCount: firstSequence });
        expect(store.rows(payerDeposit)[0]!.receiptCount).to.equal(firstSequence);
        expect(sum(store.rows(networkDay).map((row) => row.fees))).to.equal(fees);
        const total = store.rows(networkTotal)[0]!;
        expect(total.attributed).to.equal(attributed);
        expect(total.payoutCount).to.equal(store.rows(payout).length);
        expect(total.unattributed).to.equal(sum(store.rows(receipt).map((row) => row.unattributedAmount)));
      }),
      { numRuns: 40 },
    );
  });

  it("keeps earnings and spend apart by day", async () => {
    const store = await openWorld();
    const first = settlementOf([ANSWER, ANSWER], { transaction: "today" });
    const second = settlementOf([ANSWER], { transaction: "tomorrow", firstSequence: 2 });
    const tomorrow = (event: FoldEvent): FoldEvent => ({ ...event, block: { ...event.block, timestamp: event.block.timestamp + 86_400n } });
    await fold(store, ...first.events, ...second.events.map(tomorrow));
    const today = Number(first.events[0].block.timestamp / 86_400n);
    const legs = store
      .rows(leg)
      .filter(({ contributionId, timestamp }) => contributionId === itemOf(6, 2) && Number(timestamp / 86_400n) === today);
    expect(store.rows(contributionDay).find(({ id }) => id === `${itemOf(6, 2)}-${today}`)).to.include({
      accountId: 6,
      day: today,
      earned: sum(legs.map(({ amount }) => amount)),
      legCount: 2,
      receiptCount: 2,
    });
    expect(store.rows(spendDay).map(({ day, receiptCount }) => [day, receiptCount])).to.deep.equal([
      [today, 2],
      [today + 1, 1],
    ]);
    expect(store.rows(spendDay)[0]).to.include({ payerId: PAYER, key: KEY, receiptKeyId: `${GATEWAY}-${KEY}`, spent: first.feeTotal });
  });

  it("matches split and credits in either order, and two settlements of one transaction", async () => {
    const store = await openWorld();
    const first = settlementOf([ANSWER], { transaction: "same" });
    const second = settlementOf([ANSWER], { transaction: "same", firstSequence: 1 });
    await fold(store, first.events[1], first.events[0], ...second.events);
    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(store.rows(batch).map((row) => row.isCreditExact)).to.deep.equal([true, true]);
    expect(store.rows(openSettlement)).to.deep.equal([]);
  });

  it("pays the legs of a voided contribution to the commons, under its own role", async () => {
    const store = await openWorld();
    const original = itemOf(6, 1);
    await fold(store, verdictOn(itemOf(5, 1), 4, 1, original));
    const { events, credits } = settlementOf([ANSWER], { transaction: "void", voided: new Set([itemOf(5, 1)]) });
    await fold(store, ...events);
    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(credits.get(5)).to.equal(undefined);
    const voided = store.rows(payout).find(({ role }) => role === "Voided")!;
    expect(voided).to.include({ accountId: COMMONS, legCount: 2 });
    expect(store.rows(receipt)[0]!.voidedAmount).to.equal(voided.amount);
    expect(store.rows(contributionEarning).find((row) => row.contributionId === itemOf(5, 1))).to.include({
      earned: 0n,
      voided: voided.amount,
    });
    expect(store.rows(balance).find(({ accountId }) => accountId === COMMONS)!.credited).to.equal(credits.get(COMMONS));
  });

  it("still pays a withdrawn contribution", async () => {
    const store = await openWorld();
    await fold(store, verdictOn(itemOf(5, 1), 5));
    await fold(store, ...settlementOf([ANSWER], { transaction: "withdrawn" }).events);
    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(store.rows(leg).some(({ isVoided }) => isVoided)).to.equal(false);
  });

  const lies: readonly (readonly [string, string, object])[] = [
    ["another root", "RootMismatch", { root: hashOf("lie") }],
    ["another count", "CountMismatch", { receiptCount: 2 }],
    ["another gateway", "CountMismatch", { gateway: 2 }],
    ["another total", "SplitMismatch", { feeTotal: 1n }],
    ["another commons share", "CommonsMismatch", { commons: 0n }],
    ["no batch", "Undecodable", { batch: "0x" }],
    ["a cut batch", "Undecodable", { batch: "0x0101" }],
  ];
  for (const [lie, kind, change] of lies) {
    it(`records ${lie} as ${kind}`, async () => {
      const store = await openWorld();
      const [settled, credited] = settlementOf([ANSWER], { transaction: "lie" }).events;
      await fold(store, withArgs(settled, change), credited);
      expect(kinds(store)).to.include(kind);
      expect(kinds(store)).to.not.include("HandlerFailed");
      expect(store.rows(batch)).to.have.length(1);
      expect(store.rows(networkTotal)[0]!.anomalyCount).to.equal(store.rows(anomaly).length);
    });
  }

  it("records credits that are not the split's, and names the account", async () => {
    const store = await openWorld();
    const [settled, credited] = settlementOf([ANSWER], { transaction: "credit" }).events;
    const { deltas } = credited.args as { deltas: bigint[] };
    // One nano-OPEN from account 5 to account 6: the total stays the same.
    const word = deltas[1]! - (1n << 64n) + (1n << 128n);
    await fold(store, settled, withArgs(credited, { deltas: [deltas[0], word] }));
    expect(store.rows(anomaly)).to.have.length(1);
    expect(store.rows(anomaly)[0]).to.include({ kind: "CreditMismatch", subject: "account 5" });
    expect(store.rows(batch)[0]!.isCreditExact).to.equal(false);
  });

  it("leaves a settlement without credits open", async () => {
    const store = await openWorld();
    await fold(store, settlementOf([ANSWER], { transaction: "half" }).events[0]);
    expect(store.rows(openSettlement)).to.have.length(1);
    expect(store.rows(batch)[0]!.isCreditExact).to.equal(false);
  });

  it("records a receipt settled twice, an unknown offering and an unaccepted contribution", async () => {
    const store = await openWorld();
    await fold(store, ...settlementOf([ANSWER], { transaction: "once" }).events);
    await fold(store, ...settlementOf([ANSWER], { transaction: "twice" }).events);
    expect(kinds(store)).to.include("AlreadyExists");
    expect(store.rows(receipt)).to.have.length(1);
    expect(store.rows(spendDay)[0]).to.include({ receiptCount: 1 });

    const unknown = { ...ANSWER, legs: [{ contributionId: itemOf(CONTRIBUTORS[0], 99), weight: 1, class: "proven" as const }] };
    await fold(store, ...settlementOf([unknown], { transaction: "unknown", firstSequence: 5 }).events);
    expect(kinds(store)).to.include("NotAccepted");
    expect(store.rows(leg).find(({ contributionId }) => contributionId === itemOf(5, 99))!.datanetId).to.equal(null);
  });
});
