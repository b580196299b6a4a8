import type { Address, Hex } from "viem";

import { checkUint } from "../bytes/check-uint.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { LANE_CODES, type LaneName } from "../codes/lane-name.ts";
import { routerDomain } from "./domains.ts";
import { batchTypes } from "./receipt-types.ts";

/** What the signature over a batch covers. */
export interface BatchSummary {
  readonly gatewayId: number;
  readonly epoch: number;
  readonly lane: LaneName;
  readonly firstSequence: number;
  /** Receipts. */
  readonly count: number;
  /** Legs of all receipts. */
  readonly legCount: number;
  /** nano-OPEN. */
  readonly feeTotal: bigint;
  /** Tree over the receipt ids in order of sequence. */
  readonly root: Hex;
}

/**
 * EIP-712 typed data of a batch, signed by the gateway's receipt key at settlement.
 * @throws IntegerOutOfRangeError, InvalidBytesError with the field that does not fit.
 */
export function batchTypedData({
  chainId,
  router,
  batch,
}: {
  readonly chainId: number;
  readonly router: Address;
  readonly batch: BatchSummary;
}) {
  const { gatewayId, epoch, lane, firstSequence, count, legCount, feeTotal, root } = batch;
  checkUint("gatewayId", gatewayId, 32);
  checkUint("epoch", epoch, 32);
  checkUint("firstSequence", firstSequence, 40);
  checkUint("count", count, 32, 1n);
  checkUint("legCount", legCount, 64);
  checkUint("feeTotal", feeTotal, 64);
  toBytes("root", root, 32);
  return {
    domain: routerDomain(chainId, router),
    types: batchTypes,
    primaryType: "ReceiptBatch",
    message: { gatewayId, epoch, lane: LANE_CODES[lane], firstSequence, count, legCount: BigInt(legCount), feeTotal, root },
  } as const;
}
