import { capChanged, voucherRedeemed, vouchersRedeemed } from "./escrow/allowance.ts";
import { debited } from "./escrow/debited.ts";
import { debitRestored } from "./escrow/debit-restored.ts";
import { depositWithdrawn, withdrawalCancelled, withdrawalRequested } from "./escrow/deposit-withdrawal.ts";
import { deposited } from "./escrow/deposited.ts";
import { heldReleased } from "./escrow/held-released.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";

export const paymentEscrowReducers: Reducers<"PaymentEscrow"> = {
  Deposited: deposited,
  WithdrawalRequested: withdrawalRequested,
  WithdrawalCancelled: withdrawalCancelled,
  DepositWithdrawn: depositWithdrawn,
  CapChanged: capChanged,
  VoucherRedeemed: voucherRedeemed,
  VouchersRedeemed: vouchersRedeemed,
  Debited: debited,
  DebitRestored: debitRestored,
  HeldReleased: heldReleased,
  AuthorityUpdated: authorityUpdated,
};
