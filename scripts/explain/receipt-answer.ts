import type { At } from "./ask.ts";
import type { Span } from "./spans.ts";

/** Where an epoch stands. Times are Unix seconds. */
export type EpochOfReceipt = {
  readonly gateway: number;
  readonly number: string;
  readonly state: string;
  readonly committedAt: string;
  readonly challengeBefore: string;
  readonly finalisedAt: string | null;
};

export type Payout = { readonly accountId: number; readonly role: string; readonly amount: string };
export type Leg = {
  readonly contributionId: string;
  readonly accountId: number;
  readonly class: string;
  readonly weight: number;
  readonly amount: string;
  readonly isVoided: boolean;
  readonly contribution: {
    readonly uri: string;
    readonly status: string;
    readonly timestamp: string;
    readonly terms: { readonly licence: string } | null;
    readonly licence: string;
  } | null;
};

/** What an explanation of a receipt is told from. Amounts are nano-OPEN, times Unix seconds, `servedAt` milliseconds. */
export type ReceiptAnswer = {
  readonly receipt: {
    readonly id: string;
    readonly fee: string;
    readonly promptTokens: number;
    readonly completionTokens: number;
    readonly servedAt: string;
    readonly payerId: number;
    readonly weightTotal: string;
    readonly dataAmount: string;
    readonly unattributedAmount: string;
    readonly voidedAmount: string;
    readonly timestamp: string;
    readonly transactionHash: string;
    readonly blockNumber: string;
    /** The epoch that it stands in, on the epoch rail. */
    readonly standsIn: Omit<EpochOfReceipt, "gateway"> | null;
    readonly gateway: { readonly id: number; readonly name: string } | null;
    readonly offering: { readonly label: string } | null;
    readonly evidence: {
      readonly status: string;
      readonly problem: string | null;
      readonly spans: readonly Span[];
    };
    readonly payouts: { readonly items: readonly Payout[] };
    readonly legs: { readonly totalCount: number; readonly items: readonly Leg[] };
  } | null;
  readonly at: At;
};
