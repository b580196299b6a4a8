import type { Address } from "viem";

import { LANE_CODES } from "../codes/lane-name.ts";
import { encodeReceipt } from "../receipt/encode-receipt.ts";
import { RECEIPT_VERSION, type Receipt } from "../receipt/receipt.ts";
import { routerDomain } from "./domains.ts";
import { receiptTypes } from "./receipt-types.ts";

/**
 * EIP-712 typed data of one receipt, for viem's `signTypedData`, `hashTypedData` and `verifyTypedData`.
 * @throws IntegerOutOfRangeError, InvalidBytesError, UnknownCodeError as {@link encodeReceipt}.
 */
export function receiptTypedData({
  chainId,
  router,
  receipt,
}: {
  readonly chainId: number;
  readonly router: Address;
  readonly receipt: Receipt;
}) {
  encodeReceipt(receipt); // refuses what no signature may cover
  const { sequence, ...fields } = receipt;
  return {
    domain: routerDomain(chainId, router),
    types: receiptTypes,
    primaryType: "Receipt",
    message: { ...fields, version: RECEIPT_VERSION, lane: LANE_CODES[receipt.lane], sequence },
  } as const;
}
