// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {IWrappedOpen} from "../../contracts/interfaces/IWrappedOpen.sol";
import {WrappedOpen} from "../../contracts/token/WrappedOpen.sol";

import {TestBase} from "../support/governance/Cheats.sol";
import {Wallet} from "../support/governance/Wallet.sol";

/// @notice Tries to withdraw again while it receives.
contract Reentrant {
    WrappedOpen private immutable _token;
    uint256 public attempts;

    constructor(WrappedOpen token) {
        _token = token;
    }

    receive() external payable {
        ++attempts;
        if (attempts == 1) try _token.withdraw(1 ether) {} catch {}
    }

    function run() external payable {
        _token.deposit{value: 1 ether}();
        _token.withdraw(1 ether);
    }
}

contract WrappedOpen_Test is TestBase {
    WrappedOpen private token;
    uint256 private constant KEY = 0xA11CE;
    address private alice;
    address private constant bob = address(0xb0b);

    function setUp() public {
        vm.warp(1_800_000_000);
        token = new WrappedOpen();
        alice = vm.addr(KEY);
        vm.deal(alice, 100 ether);
    }

    function test_deposit_everyWay_succeeds() public {
        vm.startPrank(alice);
        vm.expectEmit(address(token));
        emit IWrappedOpen.Deposit(alice, 1 ether);
        token.deposit{value: 1 ether}();
        token.depositTo{value: 2 ether}(bob);
        (bool received, ) = address(token).call{value: 3 ether}("");
        vm.assertTrue(received);
        vm.assertEq(token.balanceOf(alice), 4 ether);
        vm.assertEq(token.balanceOf(bob), 2 ether);
        vm.assertEq(address(token).balance, token.totalSupply());
    }

    function test_withdraw_everyWay_succeeds() public {
        vm.startPrank(alice);
        token.deposit{value: 10 ether}();
        vm.expectEmit(address(token));
        emit IWrappedOpen.Withdrawal(alice, alice, 4 ether);
        token.withdraw(4 ether);
        token.withdrawTo(bob, 1 ether);
        vm.assertEq(alice.balance, 94 ether);
        vm.assertEq(bob.balance, 1 ether);
        vm.assertEq(address(token).balance, 5 ether);
        vm.assertEq(token.totalSupply(), 5 ether);
    }

    function test_withdraw_moreThanHeld_reverts() public {
        vm.startPrank(alice);
        token.deposit{value: 1 ether}();
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 1 ether, 2 ether));
        token.withdraw(2 ether);
    }

    function test_withdrawTo_refusingReceiver_reverts() public {
        vm.startPrank(alice);
        token.deposit{value: 1 ether}();
        vm.expectRevert(abi.encodeWithSelector(IWrappedOpen.WrappedOpen_NotDelivered.selector, address(this), 1 ether));
        token.withdrawTo(address(this), 1 ether);
    }

    function test_withdraw_reentered_succeeds() public {
        vm.prank(alice);
        token.deposit{value: 5 ether}();
        Reentrant thief = new Reentrant(token);
        vm.deal(address(thief), 1 ether);
        thief.run();
        vm.assertEq(thief.attempts(), 1);
        vm.assertEq(address(thief).balance, 1 ether);
        vm.assertEq(address(token).balance, 5 ether);
    }

    function test_burn_holder_succeeds() public {
        vm.startPrank(alice);
        token.deposit{value: 5 ether}();
        token.burn(2 ether);
        vm.assertEq(token.totalSupply(), 3 ether);
        vm.assertEq(address(token).balance, 5 ether);
    }

    function test_supportsInterface_asTheToken_succeeds() public view {
        bytes4[6] memory ids = [bytes4(0x01ffc9a7), 0x36372b07, 0x9d8ff7da, 0x84b0196e, 0xda287a1d, 0xe90fb3f6];
        for (uint256 i = 0; i < ids.length; ++i) vm.assertTrue(token.supportsInterface(ids[i]));
        // No bridge mints it.
        vm.assertFalse(token.supportsInterface(0x33331994));
        vm.assertFalse(token.supportsInterface(0xec4fc8e3));
        vm.assertFalse(token.supportsInterface(0x1d1d8b63));
        vm.assertEq(token.CLOCK_MODE(), "mode=timestamp");
        vm.assertEq(token.symbol(), "WOPEN");
    }

    function test_transferWithAuthorization_wallet_succeeds() public {
        Wallet wallet = new Wallet(alice);
        vm.prank(alice);
        token.depositTo{value: 5 ether}(address(wallet));
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
                ),
                address(wallet),
                bob,
                2 ether,
                0,
                type(uint256).max,
                bytes32(0)
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, MessageHashUtils.toTypedDataHash(token.DOMAIN_SEPARATOR(), structHash));
        token.transferWithAuthorization(address(wallet), bob, 2 ether, 0, type(uint256).max, 0, abi.encodePacked(r, s, v));
        vm.assertEq(token.balanceOf(bob), 2 ether);
    }

    function testFuzz_deposit_heldEqualsSupply(uint96 paid, uint96 taken) public {
        vm.deal(alice, paid);
        vm.startPrank(alice);
        token.deposit{value: paid}();
        token.withdraw(uint256(taken) % (uint256(paid) + 1));
        vm.assertEq(address(token).balance, token.totalSupply());
    }
}
