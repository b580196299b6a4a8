import fc from "fast-check";

import { contributionId, legsRoot, sortLegs, type ReceiptWithLegs, type SplitEntry } from "../src/index.ts";

/** Splits of the offerings that {@link epochReceiptsArbitrary} names. */
export const EPOCH_SPLITS: ReadonlyMap<number, readonly SplitEntry[]> = new Map(
  Array.from({ length: 20 }, (_, i) => [
    i + 1,
    [
      { role: 5, account: 2, bps: 2_500 - i },
      { role: 0, account: 0, bps: 6_000 },
      { role: 7, account: 3 + i, bps: 1_500 + i },
    ],
  ]),
);

/** Dense receipts of epoch 9/4, of few accounts, so that their sums meet, and of some that are far apart. */
export function epochReceiptsArbitrary({
  minLength = 1,
  maxLength,
  maxLegs = 64,
}: {
  readonly minLength?: number;
  readonly maxLength: number;
  readonly maxLegs?: number;
}) {
  const account = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) }, fc.integer({ min: 1, max: 12_000 }));
  const leg = fc.record({ account, local: fc.integer({ min: 1, max: 9 }), weight: fc.integer({ min: 1, max: 65_535 }) });
  const receipt = fc.record({
    fee: fc.oneof(fc.bigInt(0n, 9n), fc.bigInt(0n, 1n << 40n), fc.bigInt(0n, 1n << 56n)),
    payer: fc.integer({ min: 20, max: 300 }),
    offeringId: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: EPOCH_SPLITS.size })),
    legs: fc.uniqueArray(leg, { maxLength: maxLegs, selector: (one) => `${one.account}/${one.local}` }),
    rest: fc.oneof(fc.integer({ min: 1, max: 9_999 }), fc.constant(2 ** 31)),
  });
  return fc.array(receipt, { minLength, maxLength }).map((list): readonly ReceiptWithLegs[] =>
    list.map(({ fee, payer, offeringId, legs: raw, rest }, sequence) => {
      const legs = sortLegs(
        raw.map((one) => ({ contributionId: contributionId(one.account, one.local), weight: one.weight, class: "proven" as const })),
      );
      return {
        receipt: {
          lane: "epoch",
          gatewayId: 9,
          epoch: 4,
          sequence,
          payerAccount: payer,
          offeringId,
          promptTokens: 1,
          completionTokens: 2,
          fee,
          servedAt: 3,
          legCount: legs.length,
          weightTotal: legs.reduce((sum, one) => sum + one.weight, rest),
          legsRoot: legsRoot(legs),
          contextRoot: `0x${sequence.toString(16).padStart(64, "0")}`,
        },
        legs,
      };
    }),
  );
}
