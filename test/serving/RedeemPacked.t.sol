// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPaymentEscrow} from "../../contracts/interfaces/IPaymentEscrow.sol";

import {AccountId} from "../../contracts/types/AccountId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";

import {MoneyBase} from "../support/money/MoneyBase.sol";

contract PaymentEscrow_redeemPacked is MoneyBase {
    function test_redeemPacked_several_succeeds() public {
        AccountId other = accounts.registerFor(payer, payer);
        _authorise(other, 300);
        bytes memory first = _packed(_voucher(payerAccount, 500), PAYER_KEY);
        // Adds nothing: passed over, though nobody signed it.
        bytes memory nothing = _packed(_voucher(other, 300), RECEIPT_KEY);
        bytes memory last = _packed(_voucher(other, 301), PAYER_KEY);
        bytes memory redeemed = abi.encodePacked(payerAccount, uint64(500), other, uint64(301));
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.VouchersRedeemed(gateway, redeemed, address(this));
        escrow.redeemPacked(gateway, bytes.concat(first, nothing, last));
        vm.assertEq(_authorised(payerAccount), 500);
        vm.assertEq(_authorised(other), 301);
    }

    function test_redeemPacked_again_succeeds() public {
        bytes memory packed = _packed(_voucher(payerAccount, 500), PAYER_KEY);
        escrow.redeemPacked(gateway, packed);
        vm.recordLogs();
        escrow.redeemPacked(gateway, packed);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(_authorised(payerAccount), 500);
    }

    /// @dev Whatever the numbers, packed and whole vouchers do the same.
    function testFuzz_redeemPacked_asRedeem(uint64[4] memory amounts) public {
        bytes memory packed;
        for (uint256 i; i < 4; ++i) packed = bytes.concat(packed, _packed(_voucher(payerAccount, amounts[i]), PAYER_KEY));
        uint256 state = vm.snapshotState();
        for (uint256 i; i < 4; ++i) _authorise(payerAccount, amounts[i]);
        uint64 expected = _authorised(payerAccount);
        vm.revertToState(state);
        escrow.redeemPacked(gateway, packed);
        vm.assertEq(_authorised(payerAccount), expected);
    }

    function test_redeemPacked_whole256_succeeds() public {
        bytes memory packed;
        for (uint64 i = 1; i <= 256; ++i) packed = bytes.concat(packed, _packed(_voucher(payerAccount, i), PAYER_KEY));
        escrow.redeemPacked(gateway, packed);
        vm.assertEq(_authorised(payerAccount), 256);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_BatchSize.selector, 257, 256));
        escrow.redeemPacked(gateway, bytes.concat(packed, new bytes(82)));
    }

    function test_redeemPacked_expired_reverts() public {
        IPaymentEscrow.Voucher memory voucher = _voucher(payerAccount, 500);
        bytes memory packed = _packed(voucher, PAYER_KEY);
        vm.warp(voucher.expiry + 1);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_VoucherExpired.selector, voucher.expiry, voucher.expiry + 1));
        escrow.redeemPacked(gateway, packed);
    }

    function test_redeemPacked_wrongSigner_reverts() public {
        bytes memory packed = _packed(_voucher(payerAccount, 500), RECEIPT_KEY);
        _expectBadSignature();
        escrow.redeemPacked(gateway, packed);
    }

    function testFuzz_redeemPacked_alteredByte_raisesNothing(uint256 place, uint8 bits) public {
        bytes memory packed = _packed(_voucher(payerAccount, 500), PAYER_KEY);
        packed[place % packed.length] ^= bytes1(bits == 0 ? 1 : bits);
        try escrow.redeemPacked(gateway, packed) {
            vm.assertEq(_authorised(payerAccount), 0);
        } catch (bytes memory reason) {
            vm.assertTrue(reason.length > 3, "an error has a name");
        }
    }

    function test_redeemPacked_otherGateway_reverts() public {
        vm.prank(payer);
        gateways.register(payerAccount, "other", "https://other.example");
        bytes memory packed = _packed(_voucher(payerAccount, 500), PAYER_KEY);
        _expectBadSignature();
        escrow.redeemPacked(GatewayId.wrap(2), packed);
    }

    function test_redeemPacked_highS_reverts() public {
        IPaymentEscrow.Voucher memory voucher = _voucher(payerAccount, 500);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PAYER_KEY, escrow.voucherDigest(voucher));
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes memory packed = _pack(voucher, r, bytes32(order - uint256(s)), v == 27 ? 28 : 27);
        vm.expectRevert();
        escrow.redeemPacked(gateway, packed);
        vm.assertEq(_authorised(payerAccount), 0);
    }

    function test_redeemPacked_badLength_reverts() public {
        bytes memory packed = _packed(_voucher(payerAccount, 500), PAYER_KEY);
        for (uint256 i; i < 2; ++i) {
            bytes memory wrong = i == 0 ? bytes.concat(packed, hex"00") : new bytes(81);
            vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_BadPackedLength.selector, wrong.length, 82));
            escrow.redeemPacked(gateway, wrong);
        }
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_BatchSize.selector, 0, 256));
        escrow.redeemPacked(gateway, "");
    }

    function test_redeemPacked_unknownGateway_reverts() public {
        bytes memory packed = _packed(_voucher(payerAccount, 500), PAYER_KEY);
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_UnknownGateway.selector, 9));
        escrow.redeemPacked(GatewayId.wrap(9), packed);
    }

    function _authorised(AccountId account) private view returns (uint64) {
        return NanoOpen.unwrap(escrow.allowanceOf(account, gateway).authorised);
    }

    function _packed(IPaymentEscrow.Voucher memory voucher, uint256 key) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, escrow.voucherDigest(voucher));
        return _pack(voucher, r, s, v);
    }

    function _pack(IPaymentEscrow.Voucher memory voucher, bytes32 r, bytes32 s, uint8 v) private pure returns (bytes memory) {
        bytes32 vs = bytes32((uint256(v - 27) << 255) | uint256(s));
        return abi.encodePacked(voucher.payerAccount, voucher.cumulative, voucher.expiry, r, vs);
    }

    function _expectBadSignature() private {
        vm.expectRevert(abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_BadSignature.selector, payerAccount, payer));
    }
}
