import { LANE_CODES, Role, nameOfCode, split, type DecodedBatch, type SplitEntry } from "@openledger/sdk";

import type { leg, payout, payoutRole, receipt } from "../../ponder.schema.ts";
import type { NewRow, Row } from "../fold/store.ts";

type PayoutRole = (typeof payoutRole.enumValues)[number];
type Origin = Pick<Row<typeof receipt>, "blockNumber" | "timestamp" | "transactionHash" | "logIndex">;
type SettledReceipt = DecodedBatch["receipts"][number];

/** What is known of the world when a receipt settles. */
export interface SettlementTerms {
  readonly entries: readonly SplitEntry[];
  readonly voided: ReadonlySet<bigint>;
  readonly commons: number;
  readonly datanetOf: ReadonlyMap<bigint, number>;
  readonly batchId: string;
  /** Starts the ids of the receipt's legs and payouts: short, and rising with the chain, so that the database appends to its indexes. */
  readonly rowKey: string;
  readonly dayId: (accountId: number) => string;
  readonly origin: Origin;
}

/** The rows of one receipt. Its payouts sum to its fee. */
export interface ReceiptRows {
  readonly receipt: NewRow<typeof receipt>;
  readonly legs: readonly NewRow<typeof leg>[];
  readonly payouts: readonly NewRow<typeof payout>[];
}

const CLASS_NAMES = { proven: "Proven", recomputable: "Recomputable", judged: "Judged" } as const;

/** Where the `index`th receipt of an event stands in the chain. */
export const rowKeyOf = ({ blockNumber, logIndex }: Origin, index: number): string => `${blockNumber}-${logIndex}-${index}`;

/**
 * Splits a receipt's fee and writes down who gets what for which part. An account that is paid twice in one role has one
 * payout; a contributor whose share rounds to nothing still has one, of zero, because the answer did use the item.
 * @throws BaseError of the sdk if the offering's table or the receipt cannot be split.
 */
export const settleReceipt = ({ receipt, legs, receiptId }: SettledReceipt, terms: SettlementTerms): ReceiptRows => {
  const { fee, weightTotal, gatewayId, offeringId, payerAccount: payerId } = receipt;
  const parts = split({ fee, entries: terms.entries, legs, weightTotal, voided: terms.voided });

  const payouts = new Map<string, NewRow<typeof payout>>();
  const pay = (role: PayoutRole, accountId: number, amount: bigint, legCount: number): string => {
    const id = `${terms.rowKey}-${role}-${accountId}`;
    const sum = payouts.get(id) ?? { amount: 0n, legCount: 0 };
    const { blockNumber, timestamp, transactionHash } = terms.origin;
    const place = { receiptId, accountId, dayId: terms.dayId(accountId), blockNumber, timestamp, transactionHash };
    payouts.set(id, { id, role, ...place, fee, amount: sum.amount + amount, legCount: sum.legCount + legCount });
    return id;
  };

  let weightBefore = 0n;
  let voidedAmount = 0n;
  const legRows = parts.legs.map((part, position): NewRow<typeof leg> => {
    const { contributionId, account: accountId, weight, amount, isVoided } = part;
    const payoutId = isVoided ? pay("Voided", terms.commons, amount, 1) : pay("Data", accountId, amount, 1);
    const row = {
      id: `${terms.rowKey}-${position}`,
      receiptId,
      position,
      contributionId,
      accountId,
      datanetId: terms.datanetOf.get(contributionId) ?? null,
      payoutId,
      class: CLASS_NAMES[part.class],
      weight,
      weightBefore,
      amount,
      isVoided,
      timestamp: terms.origin.timestamp,
    };
    weightBefore += BigInt(weight);
    if (isVoided) voidedAmount += amount;
    return row;
  });
  let dataAmount = 0n;
  for (const { role, account, amount } of parts.entries) {
    if (role === Role.Data) dataAmount = amount;
    else if (amount > 0n) pay(nameOfCode(Role, role), account, amount, 0);
  }
  if (parts.unattributed > 0n) pay("Unattributed", terms.commons, parts.unattributed, 0);

  return {
    receipt: {
      id: receiptId,
      batchId: terms.batchId,
      lane: LANE_CODES[receipt.lane],
      gatewayId,
      epoch: BigInt(receipt.epoch),
      sequence: BigInt(receipt.sequence),
      payerId,
      offeringId,
      promptTokens: receipt.promptTokens,
      completionTokens: receipt.completionTokens,
      fee,
      servedAt: BigInt(receipt.servedAt),
      legCount: legs.length,
      weightTotal: BigInt(weightTotal),
      weightAttributed: weightBefore,
      dataAmount,
      unattributedAmount: parts.unattributed,
      voidedAmount,
      legsRoot: receipt.legsRoot,
      contextRoot: receipt.contextRoot,
      ...terms.origin,
    },
    legs: legRows,
    payouts: [...payouts.values()],
  };
};
