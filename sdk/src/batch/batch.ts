import type { Hex } from "viem";

import type { LaneName } from "../codes/lane-name.ts";
import type { Leg } from "../receipt/leg.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { BatchSummary } from "../typed-data/batch-typed-data.ts";

/** A receipt with the legs behind its legs root. */
export interface ReceiptWithLegs {
  readonly receipt: Receipt;
  readonly legs: readonly Leg[];
}

/** What {@link encodeBatch} packs. */
export interface BatchInput {
  readonly lane: LaneName;
  readonly gatewayId: number;
  readonly epoch: number;
  readonly firstSequence: number;
  /** 1 to 256, by consecutive sequence. */
  readonly receipts: readonly ReceiptWithLegs[];
  /** Accounts to credit besides the owners of the legs: those of the offerings' split entries, and the commons account. */
  readonly extraAccounts: readonly number[];
}

/** A packed batch with everything its signature covers. */
export interface PackedBatch {
  readonly blob: Hex;
  readonly summary: BatchSummary;
  readonly receiptIds: readonly Hex[];
}

/** A batch as read from its bytes. */
export interface DecodedBatch {
  /** Recomputed: what the signature must cover. */
  readonly summary: BatchSummary;
  /** Every account that the batch can credit, ascending. */
  readonly accounts: readonly number[];
  readonly receipts: readonly (ReceiptWithLegs & { readonly receiptId: Hex })[];
}
