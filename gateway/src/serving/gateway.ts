import type { AttributionPool } from "../attribution/attribution-pool.ts";
import type { Chain } from "../chain/types.ts";
import type { ContentStore } from "../content/content-store.ts";
import type { EpochRail } from "../epoch/rail.ts";
import type { ReceiptSigning } from "../epoch/receipt-signing.ts";
import type { Database } from "../journal/database.ts";
import type { Upstream } from "../model/types.ts";
import type { Corpora } from "./corpus.ts";
import type { CreditReader } from "./credit-reader.ts";
import type { Priors } from "./priors.ts";

/** Everything a running gateway works with. */
export interface Gateway {
  readonly chain: Chain;
  readonly database: Database;
  readonly contents: ContentStore;
  readonly corpora: Corpora;
  readonly attribution: AttributionPool;
  readonly priors: Priors;
  readonly upstream: Upstream;
  readonly credit: CreditReader;
  /** Settles what is served and unsettled; parallel calls share one run. */
  readonly settle: () => Promise<SettleOutcome>;
  readonly limits: Limits;
  /** Undefined for a gateway that serves the direct lane alone. */
  readonly rail: EpochRail | undefined;
  /** Of the epoch lane. */
  readonly signing: ReceiptSigning;
}

export interface Limits {
  /** Completion tokens if a request names none. */
  readonly defaultMaxTokens: number;
  /** Most completion tokens of one request. */
  readonly mostTokens: number;
  /** Seconds a voucher must still be redeemable for when a request is reserved on it. */
  readonly voucherMargin: number;
}

export const DEFAULT_LIMITS: Limits = { defaultMaxTokens: 512, mostTokens: 8_192, voucherMargin: 120 };

export interface SettleOutcome {
  readonly batches: readonly {
    readonly transactionHash: string;
    readonly epoch: number;
    readonly firstSequence: number;
    readonly receipts: number;
    readonly feeTotal: string;
  }[];
  /** Receipts that the chain refused, to be tried again later. */
  readonly refused: readonly { readonly receiptId: string; readonly error: string }[];
}
