import { formatOpen } from "@openledger/sdk";

import { voucherDigest } from "../chain/verify-voucher.ts";
import { ApiError } from "../http/api-error.ts";
import type { SignedVoucherBody } from "../http/schemas.ts";
import type { SignedVoucher } from "../journal/keys.ts";
import type { Gateway } from "./gateway.ts";

/**
 * Checks a voucher: made out to this gateway, valid for long enough, signed by whoever controls the payer's account.
 * @throws ApiError 400 or 401 with what is wrong and the fix.
 */
export async function acceptVoucher({ chain, limits }: Gateway, { voucher, signature }: SignedVoucherBody): Promise<SignedVoucher> {
  if (voucher.gatewayId !== chain.gatewayId) {
    throw new ApiError(`The voucher is made out to gateway ${voucher.gatewayId}, this is gateway ${chain.gatewayId}; sign one for it.`, {
      status: 400,
      code: "wrong_gateway",
      param: "voucher.gatewayId",
    });
  }
  const least = Math.ceil(chain.now() / 1000) + limits.voucherMargin;
  if (voucher.expiry < least) {
    throw new ApiError(`The voucher expires at ${voucher.expiry}; sign one that is valid until ${least} (Unix seconds) or later.`, {
      status: 400,
      code: "voucher_expired",
      param: "voucher.expiry",
    });
  }
  if (!(await chain.isVoucherSigned(voucher, signature))) {
    throw new ApiError(
      `The voucher is not signed by the controller of account ${voucher.payerAccount}; sign it with the account's owner in the domain of PaymentEscrow ${chain.escrow} on chain ${chain.chainId}.`,
      { status: 401, code: "bad_voucher_signature", type: "authentication_error", param: "signature" },
    );
  }
  return { voucher, signature, digest: voucherDigest({ chainId: chain.chainId, escrow: chain.escrow, voucher }) };
}

/**
 * Checks a voucher from which a key is to be made. A voucher that was redeemed stands in public calldata, so it opens nothing.
 * @throws ApiError as {@link acceptVoucher}, 402 without a deposit, 409 for a voucher that is public already.
 */
export async function acceptVoucherForKey(gateway: Gateway, body: SignedVoucherBody): Promise<SignedVoucher> {
  const signed = await acceptVoucher(gateway, body);
  const { payerAccount, cumulative } = signed.voucher;
  const { chain } = await gateway.credit.read(payerAccount, { isFresh: true });
  if (cumulative <= chain.authorised) {
    throw new ApiError(`A voucher over ${formatOpen(chain.authorised)} was redeemed already and is public; sign one above it.`, {
      status: 409,
      code: "voucher_already_redeemed",
      param: "voucher.cumulative",
    });
  }
  if (chain.balance <= chain.withdrawing) {
    throw new ApiError(`Account ${payerAccount} has no deposit in PaymentEscrow ${gateway.chain.escrow}; deposit OPEN first.`, {
      status: 402,
      code: "no_deposit",
      type: "insufficient_quota",
    });
  }
  return signed;
}
