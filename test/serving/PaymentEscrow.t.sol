// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IPaymentEscrow} from "../../contracts/interfaces/IPaymentEscrow.sol";
import {PaymentEscrow} from "../../contracts/serving/PaymentEscrow.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {Reentering} from "../mocks/Reentering.sol";
import {MoneyBase} from "../support/money/MoneyBase.sol";
import {ContractWallet} from "../support/registry/Doubles.sol";

/// @notice This contract is a rail.
abstract contract PaymentEscrowBase is MoneyBase {
    function setUp() public virtual override {
        super.setUp();
        manager.grantRole(RAIL_ROLE, address(this), 0);
    }

    function _debit(uint64 amount) internal returns (NanoOpen) {
        NanoOpen[] memory amounts = new NanoOpen[](1);
        amounts[0] = NanoOpen.wrap(amount);
        return escrow.debit(gateway, _list(payerAccount), amounts);
    }

    function _balance() internal view returns (uint256) {
        return _nano(escrow.depositOf(payerAccount).balance);
    }
}

contract PaymentEscrow_constructor is MoneyBase {
    function test_constructor_delayOutOfBounds_reverts() public {
        uint48[2] memory delays = [uint48(1 hours - 1), 30 days + 1];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_DelayOutOfBounds.selector, delays[i], 1 hours, 30 days));
            new PaymentEscrow(address(manager), token, accounts, gateways, address(ledger), guardian, delays[i]);
        }
    }

    function test_constructor_views_succeeds() public view {
        vm.assertEq(escrow.withdrawalDelay(), DELAY);
        vm.assertEq(escrow.payoutLedger(), address(ledger));
        vm.assertEq(escrow.version(), "2.0.0");
    }
}

contract PaymentEscrow_deposit is PaymentEscrowBase {
    function test_deposit_zero_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_ZeroAmount.selector));
        escrow.deposit(payerAccount, NanoOpen.wrap(0));
    }

    function test_deposit_unknownAccount_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_UnknownAccount.selector, 999));
        escrow.deposit(AccountId.wrap(999), NanoOpen.wrap(1));
    }

    function test_deposit_bySomebodyElse_succeeds() public {
        token.mint(stranger, 8e9);
        vm.prank(stranger);
        token.approve(address(escrow), 8e9);
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.Deposited(payerAccount, stranger, NanoOpen.wrap(8), NanoOpen.wrap(8));
        vm.prank(stranger);
        escrow.deposit(payerAccount, NanoOpen.wrap(8));
        vm.assertEq(_balance(), 8);
        vm.assertEq(escrow.totalBalance(), 8);
        vm.assertEq(token.balanceOf(address(escrow)), 8e9);
        vm.assertEq(token.balanceOf(stranger), 0);
    }

    function test_depositWithPermit_freshAndUsed_succeeds() public {
        token.mint(payer, 8e9);
        vm.prank(payer);
        token.approve(address(escrow), 0);
        bytes32 typeHash = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(abi.encode(typeHash, payer, address(escrow), 8e9, token.nonces(payer), block.timestamp));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PAYER_KEY, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash)));
        uint256 state = vm.snapshotState();
        vm.prank(payer);
        escrow.depositWithPermit(payerAccount, NanoOpen.wrap(8), block.timestamp, v, r, s);
        vm.assertEq(_balance(), 8);

        // Somebody uses the permit first: the deposit goes through all the same.
        vm.revertToState(state);
        token.permit(payer, address(escrow), 8e9, block.timestamp, v, r, s);
        vm.prank(payer);
        escrow.depositWithPermit(payerAccount, NanoOpen.wrap(8), block.timestamp, v, r, s);
        vm.assertEq(_balance(), 8);
    }

    function test_deposit_reentered_reverts() public {
        Reentering money = new Reentering();
        PaymentEscrow other = new PaymentEscrow(address(manager), money, accounts, gateways, address(ledger), guardian, DELAY);
        money.mint(address(this), 100e9);
        money.approve(address(other), type(uint256).max);
        money.callOnTransfer(address(other), abi.encodeCall(other.deposit, (payerAccount, NanoOpen.wrap(1))));
        other.deposit(payerAccount, NanoOpen.wrap(2));
        vm.assertEq(_nano(other.depositOf(payerAccount).balance), 2);
        vm.assertEq(money.lastReason(), abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector));
    }
}

contract PaymentEscrow_withdraw is PaymentEscrowBase {
    function setUp() public override {
        super.setUp();
        _fund(payerAccount, 100);
    }

    function test_requestWithdrawal_stranger_reverts() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_NotController.selector, payerAccount, stranger));
        escrow.requestWithdrawal(payerAccount, NanoOpen.wrap(1));
    }

    function test_requestWithdrawal_zero_reverts() public {
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_ZeroAmount.selector));
        escrow.requestWithdrawal(payerAccount, NanoOpen.wrap(0));
    }

    function test_requestWithdrawal_aboveBalance_reverts() public {
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_InsufficientBalance.selector, payerAccount, 101, 100));
        escrow.requestWithdrawal(payerAccount, NanoOpen.wrap(101));
    }

    function test_withdraw_nothingAsked_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_NothingToWithdraw.selector, payerAccount));
        escrow.withdraw(payerAccount);
    }

    function test_withdraw_tooEarly_reverts() public {
        _request(40);
        vm.warp(START + DELAY - 1);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_WithdrawalNotReady.selector, payerAccount, START + DELAY));
        escrow.withdraw(payerAccount);
    }

    function test_withdraw_byAnyoneAfterDelay_succeeds() public {
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.WithdrawalRequested(payerAccount, NanoOpen.wrap(40), uint48(START + DELAY), payer);
        _request(40);
        vm.warp(START + DELAY);
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.DepositWithdrawn(payerAccount, payer, NanoOpen.wrap(40), NanoOpen.wrap(60), stranger);
        vm.prank(stranger);
        vm.assertEq(_nano(escrow.withdraw(payerAccount)), 40);
        vm.assertEq(token.balanceOf(payer), 40e9);
        vm.assertEq(_balance(), 60);
        vm.assertEq(escrow.totalBalance(), 60);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_NothingToWithdraw.selector, payerAccount));
        escrow.withdraw(payerAccount);
    }

    function test_withdraw_whatBillingLeft_succeeds() public {
        _authorise(payerAccount, 1_000);
        _request(90);
        _debit(30);
        vm.assertEq(_nano(escrow.depositOf(payerAccount).withdrawing), 70);
        vm.warp(START + DELAY);
        vm.assertEq(_nano(escrow.withdraw(payerAccount)), 70);
        vm.assertEq(_balance(), 0);
    }

    /// @dev A request that has waited out its delay must not let later deposits leave at once.
    function test_withdraw_laterDepositWaits_reverts() public {
        _authorise(payerAccount, 1_000);
        _request(100);
        vm.warp(START + DELAY);
        _debit(100);
        _fund(payerAccount, 50);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_NothingToWithdraw.selector, payerAccount));
        escrow.withdraw(payerAccount);
    }

    function test_requestWithdrawal_againRestartsClock_succeeds() public {
        _request(40);
        vm.warp(START + DELAY);
        _request(10);
        vm.assertEq(_nano(escrow.depositOf(payerAccount).withdrawing), 10);
        vm.assertEq(escrow.depositOf(payerAccount).withdrawableAt, START + 2 * DELAY);
    }

    function test_cancelWithdrawal_nothingAsked_reverts() public {
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_NothingToWithdraw.selector, payerAccount));
        escrow.cancelWithdrawal(payerAccount);
    }

    function test_cancelWithdrawal_stranger_reverts() public {
        _request(40);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_NotController.selector, payerAccount, stranger));
        escrow.cancelWithdrawal(payerAccount);
    }

    function test_cancelWithdrawal_byController_succeeds() public {
        _request(40);
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.WithdrawalCancelled(payerAccount, NanoOpen.wrap(40), payer);
        vm.prank(payer);
        escrow.cancelWithdrawal(payerAccount);
        vm.assertEq(escrow.depositOf(payerAccount).withdrawableAt, 0);
        vm.assertEq(_balance(), 100);
    }

    function _request(uint64 amount) private {
        vm.prank(payer);
        escrow.requestWithdrawal(payerAccount, NanoOpen.wrap(amount));
    }
}

contract PaymentEscrow_redeem is PaymentEscrowBase {
    function test_redeem_raises_succeeds() public {
        IPaymentEscrow.Voucher memory voucher = _voucher(payerAccount, 500);
        bytes memory signature = _sign(PAYER_KEY, escrow.voucherDigest(voucher));
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.VoucherRedeemed(payerAccount, gateway, NanoOpen.wrap(500), NanoOpen.wrap(0), address(this));
        _redeem(voucher, signature);
        vm.assertEq(_nano(escrow.allowanceOf(payerAccount, gateway).authorised), 500);
        _redeem(voucher, signature); // Again: nothing happens.
        _authorise(payerAccount, 400);
        vm.assertEq(_nano(escrow.allowanceOf(payerAccount, gateway).authorised), 500);
        _authorise(payerAccount, 501);
        vm.assertEq(_nano(escrow.allowanceOf(payerAccount, gateway).authorised), 501);
    }

    function test_redeem_expired_reverts() public {
        IPaymentEscrow.Voucher memory voucher = _voucher(payerAccount, 500);
        bytes memory signature = _sign(PAYER_KEY, escrow.voucherDigest(voucher));
        vm.warp(voucher.expiry);
        uint256 state = vm.snapshotState();
        _redeem(voucher, signature);
        vm.revertToState(state);
        vm.warp(voucher.expiry + 1);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_VoucherExpired.selector, voucher.expiry, voucher.expiry + 1));
        _redeem(voucher, signature);
    }

    function test_redeem_wrongSigner_reverts() public {
        IPaymentEscrow.Voucher memory voucher = _voucher(payerAccount, 500);
        bytes memory signature = _sign(RECEIPT_KEY, escrow.voucherDigest(voucher));
        _expectBadSignature();
        _redeem(voucher, signature);
    }

    function test_redeem_otherAmount_reverts() public {
        IPaymentEscrow.Voucher memory voucher = _voucher(payerAccount, 500);
        bytes memory signature = _sign(PAYER_KEY, escrow.voucherDigest(voucher));
        voucher.cumulative = NanoOpen.wrap(501);
        _expectBadSignature();
        _redeem(voucher, signature);
    }

    function test_redeem_foreignChain_reverts() public {
        IPaymentEscrow.Voucher memory voucher = _voucher(payerAccount, 500);
        bytes memory signature = _sign(PAYER_KEY, escrow.voucherDigest(voucher));
        vm.chainId(block.chainid + 1);
        _expectBadSignature();
        _redeem(voucher, signature);
    }

    function test_redeem_otherEscrow_reverts() public {
        PaymentEscrow other = new PaymentEscrow(address(manager), token, accounts, gateways, address(ledger), guardian, DELAY);
        IPaymentEscrow.Voucher memory voucher = _voucher(payerAccount, 500);
        bytes memory signature = _sign(PAYER_KEY, other.voucherDigest(voucher));
        _expectBadSignature();
        _redeem(voucher, signature);
    }

    function test_redeem_unknownGateway_reverts() public {
        IPaymentEscrow.Voucher memory voucher = _voucher(payerAccount, 500);
        uint32[2] memory unknown = [uint32(0), 2];
        for (uint256 i; i < 2; ++i) {
            voucher.gatewayId = GatewayId.wrap(unknown[i]);
            vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_UnknownGateway.selector, unknown[i]));
            _redeem(voucher, "");
        }
    }

    function test_redeem_lengthMismatch_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_LengthMismatch.selector, 1, 2));
        escrow.redeem(new IPaymentEscrow.Voucher[](1), new bytes[](2));
    }

    function test_redeem_batchSize_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_BatchSize.selector, 0, 256));
        escrow.redeem(new IPaymentEscrow.Voucher[](0), new bytes[](0));
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_BatchSize.selector, 257, 256));
        escrow.redeem(new IPaymentEscrow.Voucher[](257), new bytes[](257));
    }

    function test_redeem_contractWallet_succeeds() public {
        ContractWallet wallet = new ContractWallet();
        AccountId account = accounts.registerFor(address(wallet), address(wallet));
        IPaymentEscrow.Voucher memory voucher = _voucher(account, 500);
        wallet.approveDigest(escrow.voucherDigest(voucher));
        _redeem(voucher, "");
        vm.assertEq(_nano(escrow.allowanceOf(account, gateway).authorised), 500);
    }

    function _expectBadSignature() private {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_BadSignature.selector, payerAccount, payer));
    }
}

contract PaymentEscrow_setCap is PaymentEscrowBase {
    function setUp() public override {
        super.setUp();
        _fund(payerAccount, 1_000);
        _authorise(payerAccount, 1_000);
    }

    function test_setCap_stranger_reverts() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_NotController.selector, payerAccount, stranger));
        escrow.setCap(payerAccount, gateway, NanoOpen.wrap(1));
    }

    function test_setCap_unknownGateway_reverts() public {
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_UnknownGateway.selector, 9));
        escrow.setCap(payerAccount, GatewayId.wrap(9), NanoOpen.wrap(1));
    }

    function test_setCap_cutWaits_succeeds() public {
        vm.assertEq(_nano(escrow.allowanceOf(payerAccount, gateway).cap), type(uint64).max);
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.CapChanged(payerAccount, gateway, NanoOpen.wrap(100), uint48(START + DELAY), payer);
        _cap(100);
        IPaymentEscrow.Allowance memory allowance = escrow.allowanceOf(payerAccount, gateway);
        vm.assertEq(_nano(allowance.cap), type(uint64).max);
        vm.assertEq(_nano(allowance.nextCap), 100);
        vm.assertEq(allowance.nextCapAt, START + DELAY);
        vm.warp(START + DELAY - 1);
        _debit(150);
        vm.warp(START + DELAY);
        allowance = escrow.allowanceOf(payerAccount, gateway);
        vm.assertEq(_nano(allowance.cap), 100);
        vm.assertEq(allowance.nextCapAt, 0);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_AboveCap.selector, payerAccount, gateway, 151, 100));
        _debit(1);
    }

    function test_setCap_raiseAtOnce_succeeds() public {
        _cap(100);
        vm.warp(START + DELAY);
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.CapChanged(payerAccount, gateway, NanoOpen.wrap(200), uint48(START + DELAY), payer);
        _cap(200);
        _debit(200);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_AboveCap.selector, payerAccount, gateway, 201, 200));
        _debit(1);
    }

    function test_setCap_raiseCancelsCut_succeeds() public {
        _cap(100);
        _cap(type(uint64).max);
        vm.warp(START + 2 * DELAY);
        _debit(500);
    }

    function _cap(uint64 cap) private {
        vm.prank(payer);
        escrow.setCap(payerAccount, gateway, NanoOpen.wrap(cap));
    }
}

contract PaymentEscrow_debit is PaymentEscrowBase {
    function setUp() public override {
        super.setUp();
        _fund(payerAccount, 1_000);
        _authorise(payerAccount, 2_000);
    }

    function test_debit_stranger_reverts() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        escrow.debit(gateway, _list(payerAccount), new NanoOpen[](1));
    }

    function test_debit_lengthMismatch_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_LengthMismatch.selector, 1, 2));
        escrow.debit(gateway, _list(payerAccount), new NanoOpen[](2));
    }

    function test_debit_batchSize_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_BatchSize.selector, 0, 256));
        escrow.debit(gateway, new AccountId[](0), new NanoOpen[](0));
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_BatchSize.selector, 257, 256));
        escrow.debit(gateway, new AccountId[](257), new NanoOpen[](257));
    }

    function test_debit_zero_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_ZeroAmount.selector));
        _debit(0);
    }

    function test_debit_aboveBalance_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_InsufficientBalance.selector, payerAccount, 1_001, 1_000));
        _debit(1_001);
    }

    function test_debit_aboveVoucher_reverts() public {
        _fund(payerAccount, 5_000);
        _debit(1_500);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_AboveVoucher.selector, payerAccount, gateway, 2_001, 2_000));
        _debit(501);
    }

    function test_debit_toLedger_succeeds() public {
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.Debited(payerAccount, gateway, NanoOpen.wrap(300), NanoOpen.wrap(300), NanoOpen.wrap(700));
        vm.assertEq(_nano(_debit(300)), 300);
        vm.assertEq(_balance(), 700);
        vm.assertEq(escrow.totalBalance(), 700);
        vm.assertEq(token.balanceOf(address(ledger)), 300e9);
        vm.assertEq(_nano(escrow.allowanceOf(payerAccount, gateway).debited), 300);
    }

    /// @dev OPEN sent to the escrow by mistake is nobody's balance.
    function test_debit_donationIsNoDeposit_reverts() public {
        token.mint(address(escrow), 1e18);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_InsufficientBalance.selector, payerAccount, 1_001, 1_000));
        _debit(1_001);
    }
}
