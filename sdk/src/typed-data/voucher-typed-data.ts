import type { Address } from "viem";

import { checkUint } from "../bytes/check-uint.ts";
import { escrowDomain } from "./domains.ts";
import { voucherTypes } from "./receipt-types.ts";

/** What a payer signs, as `PaymentEscrow.redeem` takes it. */
export interface Voucher {
  readonly payerAccount: number;
  readonly gatewayId: number;
  /** nano-OPEN that the gateway may bill in all, over the whole life of the pair. */
  readonly cumulative: bigint;
  /** Unix time in seconds: the last second at which it can be redeemed. */
  readonly expiry: number;
}

/**
 * EIP-712 typed data of a voucher.
 * @throws IntegerOutOfRangeError with the field that does not fit.
 */
export function voucherTypedData({
  chainId,
  escrow,
  voucher,
}: {
  readonly chainId: number;
  readonly escrow: Address;
  readonly voucher: Voucher;
}) {
  const { payerAccount, gatewayId, cumulative, expiry } = voucher;
  checkUint("payerAccount", payerAccount, 32);
  checkUint("gatewayId", gatewayId, 32);
  checkUint("cumulative", cumulative, 64);
  checkUint("expiry", expiry, 48);
  return {
    domain: escrowDomain(chainId, escrow),
    types: voucherTypes,
    primaryType: "Voucher",
    message: { payerAccount, gatewayId, cumulative, expiry },
  } as const;
}
