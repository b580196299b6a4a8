// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC3009, IERC3009Cancel} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

import {IWalletSignatures} from "../../contracts/interfaces/IWalletSignatures.sol";
import {OpenToken} from "../../contracts/token/OpenToken.sol";

import {OpenTokenBase} from "./OpenTokenBase.sol";

abstract contract SignatureBase is OpenTokenBase {
    bytes32 internal constant TRANSFER_TYPEHASH = 0x7c7c6cdb67a18743f49ec6fa9b35f50d52ed05cbed4cc592e13b44501c1a2267;
    bytes32 internal constant RECEIVE_TYPEHASH =
        keccak256(
            "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
        );
    bytes32 internal constant CANCEL_TYPEHASH = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");
    bytes32 internal constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 internal constant DELEGATION_TYPEHASH = keccak256("Delegation(address delegatee,uint256 nonce,uint256 expiry)");
    uint256 internal constant CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    bytes32 internal constant NONCE = keccak256("nonce");

    uint256 internal after_;
    uint256 internal before_;

    function setUp() public override {
        super.setUp();
        _give(alice, 100e18);
        _give(address(wallet), 100e18);
        after_ = block.timestamp - 1;
        before_ = block.timestamp + 1 hours;
    }

    function _transferHash(bytes32 typehash, address from) internal view returns (bytes32) {
        return keccak256(abi.encode(typehash, from, bob, 7e18, after_, before_, NONCE));
    }

    function _split(bytes memory signature) internal pure returns (uint8 v, bytes32 r, bytes32 s) {
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
    }

    /// @dev The same signature with the other `s` and `v`.
    function _mirror(bytes memory signature) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = _split(signature);
        return abi.encodePacked(r, bytes32(CURVE_ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
    }

    /// @dev ERC-2098 form: 64 bytes.
    function _compact(bytes memory signature) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = _split(signature);
        return abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
    }

    function _badSignature(address signer) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IWalletSignatures.OpenToken_BadSignature.selector, signer);
    }

    function _transfer(address from, bytes memory signature) internal {
        token.transferWithAuthorization(from, bob, 7e18, after_, before_, NONCE, signature);
    }
}

contract OpenToken_TransferWithAuthorization_Test is SignatureBase {
    function test_transferWithAuthorization_key_succeeds() public {
        (uint8 v, bytes32 r, bytes32 s) = _split(_sign(_transferHash(TRANSFER_TYPEHASH, alice)));
        vm.assertFalse(token.authorizationState(alice, NONCE));
        vm.expectEmit(address(token));
        emit IERC3009.AuthorizationUsed(alice, NONCE);
        token.transferWithAuthorization(alice, bob, 7e18, after_, before_, NONCE, v, r, s);
        vm.assertEq(token.balanceOf(bob), 7e18);
        vm.assertTrue(token.authorizationState(alice, NONCE));
    }

    function test_transferWithAuthorization_bytesOfKey_succeeds() public {
        _transfer(alice, _sign(_transferHash(TRANSFER_TYPEHASH, alice)));
        vm.assertEq(token.balanceOf(bob), 7e18);
    }

    function test_transferWithAuthorization_wallet_succeeds() public {
        _transfer(address(wallet), _sign(_transferHash(TRANSFER_TYPEHASH, address(wallet))));
        vm.assertEq(token.balanceOf(bob), 7e18);
        vm.assertEq(token.balanceOf(address(wallet)), 93e18);
    }

    function test_transferWithAuthorization_keyWithDelegatedCode_succeeds() public {
        // EIP-7702: the account has code that knows no ERC-1271.
        vm.etch(alice, hex"00");
        _transfer(alice, _sign(_transferHash(TRANSFER_TYPEHASH, alice)));
        vm.assertEq(token.balanceOf(bob), 7e18);
    }

    function test_transferWithAuthorization_replayed_reverts() public {
        bytes memory signature = _sign(_transferHash(TRANSFER_TYPEHASH, alice));
        (uint8 v, bytes32 r, bytes32 s) = _split(signature);
        _transfer(alice, signature);
        bytes memory used = abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, alice, NONCE);
        vm.expectRevert(used);
        _transfer(alice, signature);
        vm.expectRevert(used);
        token.transferWithAuthorization(alice, bob, 7e18, after_, before_, NONCE, v, r, s);
    }

    function test_transferWithAuthorization_foreignChain_reverts() public {
        bytes memory signature = _sign(_transferHash(TRANSFER_TYPEHASH, alice));
        bytes memory ofWallet = _sign(_transferHash(TRANSFER_TYPEHASH, address(wallet)));
        (uint8 v, bytes32 r, bytes32 s) = _split(signature);
        vm.chainId(8453);
        vm.expectRevert(_badSignature(alice));
        _transfer(alice, signature);
        vm.expectRevert(_badSignature(address(wallet)));
        _transfer(address(wallet), ofWallet);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        token.transferWithAuthorization(alice, bob, 7e18, after_, before_, NONCE, v, r, s);
    }

    function test_transferWithAuthorization_foreignContract_reverts() public {
        bytes memory signature = _sign(_transferHash(TRANSFER_TYPEHASH, alice));
        (uint8 v, bytes32 r, bytes32 s) = _split(signature);
        OpenToken other = new OpenToken(address(authority), REMOTE_TOKEN, STANDARD_BRIDGE, SUPERCHAIN_BRIDGE);
        vm.expectRevert(_badSignature(alice));
        other.transferWithAuthorization(alice, bob, 7e18, after_, before_, NONCE, signature);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        other.transferWithAuthorization(alice, bob, 7e18, after_, before_, NONCE, v, r, s);
    }

    function test_transferWithAuthorization_malleable_reverts() public {
        bytes memory signature = _sign(_transferHash(TRANSFER_TYPEHASH, alice));
        (uint8 v, bytes32 r, bytes32 s) = _split(_mirror(signature));
        vm.expectRevert(_badSignature(alice));
        _transfer(alice, _mirror(signature));
        vm.expectRevert(_badSignature(alice));
        _transfer(alice, _compact(signature));
        vm.expectRevert(_badSignature(alice));
        _transfer(alice, "");
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, s));
        token.transferWithAuthorization(alice, bob, 7e18, after_, before_, NONCE, v, r, s);
        vm.expectRevert(ECDSA.ECDSAInvalidSignature.selector);
        token.transferWithAuthorization(address(0), bob, 7e18, after_, before_, NONCE, 29, bytes32(0), bytes32(0));
        vm.expectRevert(_badSignature(address(0)));
        _transfer(address(0), abi.encodePacked(bytes32(0), bytes32(0), uint8(29)));
    }

    function test_transferWithAuthorization_outOfTime_reverts() public {
        bytes memory signature = _sign(_transferHash(TRANSFER_TYPEHASH, alice));
        bytes memory reason = abi.encodeWithSelector(ERC3009.ERC3009InvalidAuthorizationTime.selector, after_, before_);
        vm.warp(after_);
        vm.expectRevert(reason);
        _transfer(alice, signature);
        vm.warp(before_);
        vm.expectRevert(reason);
        _transfer(alice, signature);
    }

    function test_transferWithAuthorization_blockNumberFlag_reverts() public {
        // Bit 47 is part of the time here: far in the future, never a block number.
        after_ = uint256(1) << 47;
        before_ = type(uint48).max;
        bytes memory signature = _sign(_transferHash(TRANSFER_TYPEHASH, alice));
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009InvalidAuthorizationTime.selector, after_, before_));
        _transfer(alice, signature);
    }

    function test_transferWithAuthorization_wrongKind_reverts() public {
        bytes memory signature = _sign(_transferHash(RECEIVE_TYPEHASH, alice));
        vm.expectRevert(_badSignature(alice));
        _transfer(alice, signature);
    }

    function testFuzz_transferWithAuthorization_anyChangedBitFails(uint8 index, uint8 bit) public {
        bytes memory signature = _sign(_transferHash(TRANSFER_TYPEHASH, alice));
        signature[index % 65] ^= bytes1(uint8(1 << (bit % 8)));
        vm.expectRevert(_badSignature(alice));
        _transfer(alice, signature);
    }
}

contract OpenToken_ReceiveWithAuthorization_Test is SignatureBase {
    function test_receiveWithAuthorization_receiver_succeeds() public {
        bytes memory signature = _sign(_transferHash(RECEIVE_TYPEHASH, alice));
        (uint8 v, bytes32 r, bytes32 s) = _split(signature);
        vm.prank(bob);
        token.receiveWithAuthorization(alice, bob, 7e18, after_, before_, NONCE, v, r, s);
        signature = _sign(_transferHash(RECEIVE_TYPEHASH, address(wallet)));
        vm.prank(bob);
        token.receiveWithAuthorization(address(wallet), bob, 7e18, after_, before_, NONCE, signature);
        vm.assertEq(token.balanceOf(bob), 14e18);
    }

    function test_receiveWithAuthorization_notReceiver_reverts() public {
        bytes memory signature = _sign(_transferHash(RECEIVE_TYPEHASH, alice));
        (uint8 v, bytes32 r, bytes32 s) = _split(signature);
        bytes memory reason = abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, bob);
        vm.expectRevert(reason);
        token.receiveWithAuthorization(alice, bob, 7e18, after_, before_, NONCE, signature);
        vm.expectRevert(reason);
        token.receiveWithAuthorization(alice, bob, 7e18, after_, before_, NONCE, v, r, s);
    }
}

contract OpenToken_CancelAuthorization_Test is SignatureBase {
    function test_cancelAuthorization_bothForms_succeeds() public {
        (uint8 v, bytes32 r, bytes32 s) = _split(_sign(keccak256(abi.encode(CANCEL_TYPEHASH, alice, NONCE))));
        vm.expectEmit(address(token));
        emit IERC3009Cancel.AuthorizationCanceled(alice, NONCE);
        token.cancelAuthorization(alice, NONCE, v, r, s);
        token.cancelAuthorization(address(wallet), NONCE, _sign(keccak256(abi.encode(CANCEL_TYPEHASH, address(wallet), NONCE))));
        vm.assertTrue(token.authorizationState(address(wallet), NONCE));

        bytes memory signature = _sign(_transferHash(TRANSFER_TYPEHASH, alice));
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, alice, NONCE));
        _transfer(alice, signature);
    }

    function test_cancelAuthorization_stranger_reverts() public {
        bytes memory signature = _sign(keccak256(abi.encode(CANCEL_TYPEHASH, bob, NONCE)));
        vm.expectRevert(_badSignature(bob));
        token.cancelAuthorization(bob, NONCE, signature);
    }
}

contract OpenToken_Permit_Test is SignatureBase {
    function _permitHash(address owner) private view returns (bytes32) {
        return keccak256(abi.encode(PERMIT_TYPEHASH, owner, bob, 5e18, token.nonces(owner), before_));
    }

    function test_permit_everySigner_succeeds() public {
        (uint8 v, bytes32 r, bytes32 s) = _split(_sign(_permitHash(alice)));
        token.permit(alice, bob, 5e18, before_, v, r, s);
        token.permit(alice, bob, 5e18, before_, _sign(_permitHash(alice)));
        token.permit(address(wallet), bob, 5e18, before_, _sign(_permitHash(address(wallet))));
        vm.assertEq(token.allowance(alice, bob), 5e18);
        vm.assertEq(token.allowance(address(wallet), bob), 5e18);
        vm.assertEq(token.nonces(alice), 2);
    }

    function test_permit_replayed_reverts() public {
        bytes memory signature = _sign(_permitHash(address(wallet)));
        token.permit(address(wallet), bob, 5e18, before_, signature);
        vm.expectRevert(_badSignature(address(wallet)));
        token.permit(address(wallet), bob, 5e18, before_, signature);
    }

    function test_permit_foreignChain_reverts() public {
        bytes memory signature = _sign(_permitHash(alice));
        vm.chainId(8453);
        vm.expectRevert(_badSignature(alice));
        token.permit(alice, bob, 5e18, before_, signature);
    }

    function test_permit_malleable_reverts() public {
        bytes memory signature = _mirror(_sign(_permitHash(alice)));
        vm.expectRevert(_badSignature(alice));
        token.permit(alice, bob, 5e18, before_, signature);
    }

    function test_permit_expired_reverts() public {
        bytes memory signature = _sign(_permitHash(alice));
        (uint8 v, bytes32 r, bytes32 s) = _split(signature);
        vm.warp(before_ + 1);
        vm.expectRevert(abi.encodeWithSelector(IWalletSignatures.OpenToken_SignatureExpired.selector, before_, before_ + 1));
        token.permit(alice, bob, 5e18, before_, signature);
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612ExpiredSignature.selector, before_));
        token.permit(alice, bob, 5e18, before_, v, r, s);
    }
}

contract OpenToken_DelegateBySig_Test is SignatureBase {
    function test_delegateBySig_everySigner_succeeds() public {
        (uint8 v, bytes32 r, bytes32 s) = _split(_sign(keccak256(abi.encode(DELEGATION_TYPEHASH, bob, 0, before_))));
        token.delegateBySig(bob, 0, before_, v, r, s);
        token.delegateBySig(address(wallet), bob, 0, before_, _sign(keccak256(abi.encode(DELEGATION_TYPEHASH, bob, 0, before_))));
        vm.assertEq(token.delegates(alice), bob);
        vm.assertEq(token.delegates(address(wallet)), bob);
        vm.assertEq(token.getVotes(bob), 200e18);
    }

    function test_delegateBySig_replayedOrExpired_reverts() public {
        bytes memory signature = _sign(keccak256(abi.encode(DELEGATION_TYPEHASH, bob, 0, before_)));
        token.delegateBySig(address(wallet), bob, 0, before_, signature);
        vm.expectRevert(abi.encodeWithSelector(Nonces.InvalidAccountNonce.selector, address(wallet), 1));
        token.delegateBySig(address(wallet), bob, 0, before_, signature);
        vm.expectRevert(_badSignature(bob));
        token.delegateBySig(bob, bob, 0, before_, signature);
        vm.warp(before_ + 1);
        vm.expectRevert(abi.encodeWithSelector(IWalletSignatures.OpenToken_SignatureExpired.selector, before_, before_ + 1));
        token.delegateBySig(alice, bob, 0, before_, signature);
    }
}
