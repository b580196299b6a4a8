import { concatHex, numberToHex, parseSignature, signatureToCompactSignature, type Hex } from "viem";

import { checkUint } from "../bytes/check-uint.ts";
import type { Voucher } from "./voucher-typed-data.ts";

/** Bytes of a packed voucher. */
export const PACKED_VOUCHER_LENGTH = 82;

/**
 * Vouchers as `PaymentEscrow.redeemPacked` takes them: payer u32, cumulative u64, expiry u48, `r` and `vs` of an EIP-2098 signature. Only for signatures of keys; those of
 * contracts go to `redeem`.
 * @param signed Of one gateway, which is not packed. Signatures of 65 bytes.
 * @throws IntegerOutOfRangeError with the field that does not fit; viem's error for what is no signature.
 */
export function packVouchers(signed: readonly { readonly voucher: Voucher; readonly signature: Hex }[]): Hex {
  return concatHex(
    signed.flatMap(({ voucher: { payerAccount, cumulative, expiry }, signature }) => {
      checkUint("payerAccount", payerAccount, 32);
      checkUint("cumulative", cumulative, 64);
      checkUint("expiry", expiry, 48);
      const { r, yParityAndS } = signatureToCompactSignature(parseSignature(signature));
      return [
        numberToHex(payerAccount, { size: 4 }),
        numberToHex(cumulative, { size: 8 }),
        numberToHex(expiry, { size: 6 }),
        r,
        yParityAndS,
      ];
    }),
  );
}

/** Payers and amounts that the event `VouchersRedeemed` lists: 12 bytes each, payer u32 and cumulative nano-OPEN u64. */
export function unpackRedeemed(redeemed: Hex): { readonly payerAccount: number; readonly cumulative: bigint }[] {
  const entries = redeemed.slice(2).match(/.{24}/g) ?? [];
  return entries.map((entry) => ({ payerAccount: parseInt(entry.slice(0, 8), 16), cumulative: BigInt(`0x${entry.slice(8)}`) }));
}
