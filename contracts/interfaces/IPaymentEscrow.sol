// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IPaymentEscrow
/// @notice Payers prepay OPEN and sign cumulative vouchers. A gateway can never take more than the payer signed, nor more than the cap the
/// payer set on chain, nor more than the payer has.
interface IPaymentEscrow {
    /// @notice EIP-712 struct, signed by the controller of the payer's account (an EOA, or a contract through ERC-1271).
    /// @param payerAccount Who pays.
    /// @param gatewayId Who may bill.
    /// @param cumulative nano-OPEN that the gateway may bill in all, over the whole life of the pair; only the largest counts.
    /// @param expiry Last second at which the voucher can be redeemed.
    struct Voucher {
        AccountId payerAccount;
        GatewayId gatewayId;
        NanoOpen cumulative;
        uint48 expiry;
    }

    /// @param balance nano-OPEN held for the payer, pending withdrawal included.
    /// @param withdrawing nano-OPEN asked back; can still be debited until it is withdrawn.
    /// @param withdrawableAt Unix time in seconds from which it can be withdrawn; zero if nothing is.
    struct Deposit {
        NanoOpen balance;
        NanoOpen withdrawing;
        uint48 withdrawableAt;
    }

    /// @param authorised Largest redeemed voucher, nano-OPEN.
    /// @param debited Billed so far, nano-OPEN; never above `authorised`.
    /// @param cap Ceiling the payer set for `debited`; the largest uint64 if none was set.
    /// @param nextCap A lower ceiling that takes effect at `nextCapAt`.
    /// @param nextCapAt Unix time in seconds; zero if no lower ceiling is waiting.
    struct Allowance {
        NanoOpen authorised;
        NanoOpen debited;
        NanoOpen cap;
        NanoOpen nextCap;
        uint48 nextCapAt;
    }

    error PaymentEscrow_ZeroAmount();
    error PaymentEscrow_NotController(AccountId payer, address caller);
    error PaymentEscrow_InsufficientBalance(AccountId payer, NanoOpen requested, NanoOpen balance);
    error PaymentEscrow_NothingToWithdraw(AccountId payer);
    error PaymentEscrow_WithdrawalNotReady(AccountId payer, uint48 withdrawableAt);
    error PaymentEscrow_VoucherExpired(uint48 expiry, uint256 timestamp);
    error PaymentEscrow_BadSignature(AccountId payer, address signer);
    error PaymentEscrow_LengthMismatch(uint256 vouchers, uint256 signatures);
    /// @notice Packed vouchers have `each` bytes each.
    error PaymentEscrow_BadPackedLength(uint256 length, uint256 each);
    error PaymentEscrow_BatchSize(uint256 size, uint256 maximum);
    error PaymentEscrow_UnknownGateway(GatewayId gateway);
    /// @notice The withdrawal delay given at deployment is out of bounds, in seconds.
    error PaymentEscrow_DelayOutOfBounds(uint48 withdrawalDelay, uint48 minimum, uint48 maximum);
    /// @notice Settlement would bill more than vouchers allow.
    error PaymentEscrow_AboveVoucher(AccountId payer, GatewayId gateway, uint256 wouldBe, NanoOpen authorised);
    /// @notice Settlement would bill more than the payer's cap.
    error PaymentEscrow_AboveCap(AccountId payer, GatewayId gateway, uint256 wouldBe, NanoOpen cap);

    /// @notice A rail would give back or release more than it holds.
    error PaymentEscrow_AboveHeld(address rail, uint256 wouldBe, NanoOpen held);

    event Deposited(AccountId indexed payer, address indexed from, NanoOpen amount, NanoOpen balance);
    event WithdrawalRequested(AccountId indexed payer, NanoOpen amount, uint48 withdrawableAt, address actor);
    event WithdrawalCancelled(AccountId indexed payer, NanoOpen amount, address actor);
    event DepositWithdrawn(AccountId indexed payer, address indexed payout, NanoOpen amount, NanoOpen balance, address actor);
    /// @param effectiveAt When it takes effect: at once for a raise, after the withdrawal delay for a cut.
    event CapChanged(AccountId indexed payer, GatewayId indexed gateway, NanoOpen cap, uint48 effectiveAt, address actor);
    event VoucherRedeemed(AccountId indexed payer, GatewayId indexed gateway, NanoOpen cumulative, NanoOpen previous, address actor);
    /// @notice Vouchers were redeemed by `redeemPacked`. @param redeemed Those that raised what was authorised, in order, 12 bytes each: payer u32, cumulative nano-OPEN u64.
    event VouchersRedeemed(GatewayId indexed gateway, bytes redeemed, address actor);
    event Debited(AccountId indexed payer, GatewayId indexed gateway, NanoOpen amount, NanoOpen debited, NanoOpen balance);
    /// @notice A debit that was only held came back to the payer. @param debited What is left billed to the pair.
    event DebitRestored(AccountId indexed payer, GatewayId indexed gateway, NanoOpen amount, NanoOpen debited, NanoOpen balance);
    event HeldReleased(address indexed rail, NanoOpen amount, NanoOpen held);

    /// @notice Adds the caller's OPEN to a payer's deposit. Anyone, for anyone.
    function deposit(AccountId payer, NanoOpen amount) external;

    /// @notice The same with an ERC-2612 permit of the caller for this contract. A permit that was used already is ignored; the allowance decides.
    function depositWithPermit(AccountId payer, NanoOpen amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Asks deposit back; replaces an earlier request and restarts the clock. Only the payer's controller.
    function requestWithdrawal(AccountId payer, NanoOpen amount) external;

    function cancelWithdrawal(AccountId payer) external;

    /// @notice Pays what was asked back, or what is left of it, to the account's payout address. Anyone, after the delay.
    function withdraw(AccountId payer) external returns (NanoOpen amount);

    /// @notice Sets the ceiling of what a gateway may bill in all. Only the payer's controller.
    function setCap(AccountId payer, GatewayId gateway, NanoOpen cap) external;

    /// @notice Redeems vouchers. Anyone. One that is not above what is authorised already changes nothing.
    /// @param signatures One for each voucher.
    function redeem(Voucher[] calldata vouchers, bytes[] calldata signatures) external;

    /// @notice The same for vouchers of one gateway signed by keys of 65-byte signatures, at two thirds of the gas; a contract's signature is for `redeem`.
    /// @param vouchers `PACKED_VOUCHER_LENGTH` bytes each, big-endian: payer u32, cumulative u64, expiry u48, then `r` and `vs` of an EIP-2098 signature over the `Voucher`.
    function redeemPacked(GatewayId gateway, bytes calldata vouchers) external;

    /// @notice Bills payers and sends the total to the payout ledger. Only settlement rails.
    /// @param payers Accounts, each once. @param amounts nano-OPEN for each, at least 1.
    /// @return total nano-OPEN sent.
    function debit(GatewayId gateway, AccountId[] calldata payers, NanoOpen[] calldata amounts) external returns (NanoOpen total);

    /// @notice Bills payers as `debit` does, but keeps the OPEN here for the calling rail until it is released or restored. Only settlement rails.
    /// @param debits Entries of an epoch's debit list: payer u32 in bits 64 to 95, nano-OPEN in the lowest 64; higher bits are ignored.
    /// @return total nano-OPEN held.
    function hold(GatewayId gateway, uint256[] calldata debits) external returns (NanoOpen total);

    /// @notice Undoes `hold`: balances and bills are as if it had not been. Only the rail that holds.
    /// @param debits As for `hold`. @return total nano-OPEN restored.
    function restore(GatewayId gateway, uint256[] calldata debits) external returns (NanoOpen total);

    /// @notice Sends held OPEN to the payout ledger. Only the rail that holds it.
    function release(NanoOpen amount) external;

    /// @notice nano-OPEN held for a rail; not part of any balance.
    function heldBy(address rail) external view returns (NanoOpen);

    /// @notice EIP-712 digest of a voucher.
    function voucherDigest(Voucher calldata voucher) external view returns (bytes32);

    function depositOf(AccountId payer) external view returns (Deposit memory);
    /// @notice The pair's allowance; a lower cap that is due already shows as `cap`.
    function allowanceOf(AccountId payer, GatewayId gateway) external view returns (Allowance memory);
    /// @notice Sum of all balances, nano-OPEN. The contract never holds less.
    function totalBalance() external view returns (uint64);
    /// @notice Seconds between request and withdrawal.
    function withdrawalDelay() external view returns (uint48);
}
