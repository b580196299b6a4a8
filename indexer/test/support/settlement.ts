import { creditsOf, encodeBatch, feeOf, legsRoot, split, type Leg, type ReceiptWithLegs } from "@openledger/sdk";
import type { Hex } from "viem";

import type { FoldEvent } from "../../src/fold/event.ts";
import { ACTOR, COMMONS, addressOf, eventOf } from "./fold.ts";
import { COMPLETION_PRICE, GATEWAY, KEY, OFFERING, PAYER, PROMPT_PRICE, SPLIT } from "./world.ts";

/** What a test chooses of a receipt. */
export interface Answer {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly legs: readonly Leg[];
  readonly weightTotal: number;
  readonly contextRoot: Hex;
}

const toReceipt = (answer: Answer, sequence: number): ReceiptWithLegs => ({
  receipt: {
    lane: "direct",
    gatewayId: GATEWAY,
    epoch: 7,
    sequence,
    payerAccount: PAYER,
    offeringId: OFFERING,
    promptTokens: answer.promptTokens,
    completionTokens: answer.completionTokens,
    fee: feeOf({ ...answer, promptPrice: PROMPT_PRICE, completionPrice: COMPLETION_PRICE }),
    servedAt: 1_763_640_000_123,
    legCount: answer.legs.length,
    weightTotal: answer.weightTotal,
    legsRoot: legsRoot(answer.legs),
    contextRoot: answer.contextRoot,
  },
  legs: answer.legs,
});

const pack = (credits: ReadonlyMap<number, bigint>): { words: number[]; deltas: bigint[] } => {
  const words = new Map<number, bigint>();
  for (const [account, amount] of credits) {
    const word = Math.floor(account / 4);
    words.set(word, (words.get(word) ?? 0n) + (amount << BigInt(64 * (account % 4))));
  }
  const sorted = [...words].sort(([a], [b]) => a - b);
  return { words: sorted.map(([word]) => word), deltas: sorted.map(([, delta]) => delta) };
};

export interface Settlement {
  /** In the order the contracts emit: `BatchSettled`, then `WordsCredited`. */
  readonly events: readonly [FoldEvent, FoldEvent];
  readonly feeTotal: bigint;
  readonly credits: ReadonlyMap<number, bigint>;
  readonly receiptIds: readonly Hex[];
}

/** The events of a settled batch, made with the sdk alone. */
export const settlementOf = (
  answers: readonly Answer[],
  options: { readonly firstSequence?: number; readonly transaction: string; readonly voided?: ReadonlySet<bigint> },
): Settlement => {
  const { firstSequence = 0, transaction, voided } = options;
  const receipts = answers.map((answer, index) => toReceipt(answer, firstSequence + index));
  const extraAccounts = [COMMONS, ...SPLIT.map(({ account }) => account).filter((account) => account > 0)];
  const { blob, summary, receiptIds } = encodeBatch({
    lane: "direct",
    gatewayId: GATEWAY,
    epoch: 7,
    firstSequence,
    receipts,
    extraAccounts: [...new Set(extraAccounts)],
  });
  const credits = new Map<number, bigint>();
  let toCommons = 0n;
  for (const { receipt, legs } of receipts) {
    const parts = split({ fee: receipt.fee, entries: SPLIT, legs, weightTotal: receipt.weightTotal, ...(voided ? { voided } : {}) });
    for (const [account, amount] of creditsOf(parts, COMMONS)) credits.set(account, (credits.get(account) ?? 0n) + amount);
    toCommons += parts.unattributed + parts.legs.filter((leg) => leg.isVoided).reduce((sum, leg) => sum + leg.amount, 0n);
  }
  const settled = eventOf(
    "RewardRouter",
    "BatchSettled",
    {
      gateway: GATEWAY,
      epoch: 7,
      firstSequence,
      receiptCount: summary.count,
      legCount: BigInt(summary.legCount),
      feeTotal: summary.feeTotal,
      commons: toCommons,
      root: summary.root,
      key: KEY,
      actor: ACTOR,
      batch: blob,
    },
    { transaction },
  );
  const credited = eventOf(
    "PayoutLedger",
    "WordsCredited",
    { source: addressOf(0xc0de), total: summary.feeTotal, ...pack(credits) },
    { transaction },
  );
  return { events: [settled, credited], feeTotal: summary.feeTotal, credits, receiptIds };
};
