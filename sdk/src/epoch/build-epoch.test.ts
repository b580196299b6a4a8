import { expect } from "chai";
import fc from "fast-check";

import { contributionId } from "../ids/contribution-id.ts";
import type { Receipt } from "../receipt/receipt.ts";
import { legsRoot } from "../receipt/legs-root.ts";
import { sortLegs } from "../receipt/sort-legs.ts";
import { buildEpoch } from "./build-epoch.ts";
import { childrenOf, nodePath, vectorOpening } from "./openings.ts";
import { EpochInputError } from "./errors.ts";

const SPLIT = [
  { role: 5, account: 2, bps: 2_500 },
  { role: 0, account: 0, bps: 6_000 },
  { role: 7, account: 3, bps: 1_500 },
];
const ZERO = `0x${"00".repeat(32)}` as const;

/** Receipts of few accounts, so that their sums meet. */
const receiptsOf = fc.array(
  fc.record({
    fee: fc.bigInt(0n, 1n << 40n),
    payer: fc.integer({ min: 20, max: 23 }),
    legs: fc.uniqueArray(
      fc.record({
        account: fc.integer({ min: 1, max: 40 }),
        local: fc.integer({ min: 1, max: 9 }),
        weight: fc.integer({ min: 1, max: 65_535 }),
      }),
      {
        maxLength: 20,
        selector: ({ account, local }) => `${account}/${local}`,
      },
    ),
    rest: fc.integer({ min: 1, max: 9_999 }),
  }),
  { minLength: 1, maxLength: 60 },
);

describe("buildEpoch", () => {
  it("pays what a plain model pays, on random epochs", () => {
    fc.assert(
      fc.property(receiptsOf, fc.integer({ min: 20, max: 80 }), (list, chunkLegs) => {
        const receipts = list.map(({ fee, payer, legs: raw, rest }, sequence) => {
          const legs = sortLegs(
            raw.map(({ account, local, weight }) => ({ contributionId: contributionId(account, local), weight, class: "proven" as const })),
          );
          const weightTotal = legs.reduce((sum, { weight }) => sum + weight, rest);
          return {
            receipt: {
              lane: "epoch" as const,
              gatewayId: 9,
              epoch: 0,
              sequence,
              payerAccount: payer,
              offeringId: 1,
              promptTokens: 1,
              completionTokens: 1,
              fee,
              servedAt: 1,
              legCount: legs.length,
              weightTotal,
              legsRoot: legsRoot(legs),
              contextRoot: ZERO,
            },
            legs,
          };
        });
        const epoch = buildEpoch({
          gatewayId: 9,
          epoch: 0,
          parent: ZERO,
          receipts,
          splits: new Map([[1, SPLIT]]),
          commons: 1,
          chunkLegs,
        });

        // The model: floors of cumulative shares, account by account, without chunks, vectors or trees.
        const credits = new Array<bigint>(44).fill(0n);
        let fees = 0n;
        for (const { receipt, legs } of receipts) {
          const gateway = (receipt.fee * 2_500n) / 10_000n;
          const upToData = (receipt.fee * 8_500n) / 10_000n;
          const data = upToData - gateway;
          credits[2]! += gateway;
          credits[3]! += receipt.fee - upToData;
          let before = 0n;
          let paid = 0n;
          for (const { contributionId: id, weight } of legs) {
            before += BigInt(weight);
            const upTo = (data * before) / BigInt(receipt.weightTotal);
            credits[Number(id >> 24n)]! += upTo - paid;
            paid = upTo;
          }
          credits[1]! += data - paid;
          fees += receipt.fee;
        }
        const lanes = credits.map(
          (_, account) => ((epoch.words[Math.floor(account / 4)] ?? 0n) >> BigInt(64 * (account % 4))) & 0xffffffffffffffffn,
        );
        expect(lanes).to.deep.equal(credits);
        expect(epoch.top.fields.feeTotal).to.equal(fees);
        expect(epoch.top.debits.entries.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(fees);
        expect(epoch.top.credits.entries.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(fees);
        expect(epoch.chunks.reduce((sum, { receipts: part }) => sum + part.length, 0)).to.equal(receipts.length);
        for (const { fields } of epoch.chunks) expect(fields.legCount).to.be.at.most(chunkLegs);
      }),
      { numRuns: 100 },
    );
  });

  it("refuses receipts that are not dense, or of another lane", () => {
    const receipt = {
      lane: "epoch" as const,
      gatewayId: 9,
      epoch: 0,
      sequence: 1,
      payerAccount: 1,
      offeringId: 1,
      promptTokens: 1,
      completionTokens: 1,
      fee: 5n,
      servedAt: 1,
      legCount: 0,
      weightTotal: 1,
      legsRoot: ZERO,
      contextRoot: ZERO,
    };
    const build = (changes: Partial<Receipt>) => () =>
      buildEpoch({
        gatewayId: 9,
        epoch: 0,
        parent: ZERO,
        receipts: [{ receipt: { ...receipt, ...changes }, legs: [] }],
        splits: new Map([[1, SPLIT]]),
        commons: 1,
      });
    expect(build({})).to.throw(EpochInputError, "Receipt 0");
    expect(build({ sequence: 0, lane: "direct" })).to.throw(EpochInputError);
    expect(build({ sequence: 0, legCount: 2 })).to.throw(EpochInputError);
    expect(build({ sequence: 0, offeringId: 2 })).to.throw(EpochInputError, "no split");
    const epoch = build({ sequence: 0 })();
    expect(nodePath(epoch, 0, 0).nodes).to.deep.equal([]);
    expect(childrenOf({ levels: [[epoch.top], [epoch.top]] }, 1, 0)).to.have.length(1);
    expect(vectorOpening(epoch.top.debits, 7).index).to.equal(0);
  });
});
