import type { Hex } from "viem";

import type { LaneName } from "../codes/lane-name.ts";

/** Version of the packed receipt. */
export const RECEIPT_VERSION = 1;

/** Bytes of a packed receipt. */
export const RECEIPT_BYTES = 113;

/** One inference, as its gateway signs it (docs/formats/receipt.md). */
export interface Receipt {
  readonly lane: LaneName;
  readonly gatewayId: number;
  readonly epoch: number;
  /** Dense from 0 for each gateway and epoch; at most 2^40 - 1. */
  readonly sequence: number;
  readonly payerAccount: number;
  readonly offeringId: number;
  /** At most 2^24 - 1. */
  readonly promptTokens: number;
  /** At most 2^24 - 1. */
  readonly completionTokens: number;
  /** nano-OPEN, see `feeOf`. */
  readonly fee: bigint;
  /** Unix time in milliseconds. */
  readonly servedAt: number;
  /** At most 64 on the direct rail. */
  readonly legCount: number;
  /** At least 1 and at least the sum of the legs' weights; the difference is the unattributed share. */
  readonly weightTotal: number;
  readonly legsRoot: Hex;
  readonly contextRoot: Hex;
}
