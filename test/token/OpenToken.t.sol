// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IOpenToken} from "../../contracts/interfaces/IOpenToken.sol";
import {MoneyBase} from "../support/money/MoneyBase.sol";

contract OpenToken_mint is MoneyBase {
    function test_mint_stranger_reverts() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        token.mint(stranger, 1);
    }

    function test_mint_aboveCap_reverts() public {
        uint256 supply = token.totalSupply();
        uint256 cap = token.cap();
        vm.expectRevert(abi.encodeWithSelector(IOpenToken.OpenToken_CapExceeded.selector, cap + 1, cap));
        token.mint(stranger, cap - supply + 1);
    }

    function test_mint_upToCap_succeeds() public {
        uint256 amount = token.cap() - token.totalSupply();
        vm.expectEmit(address(token));
        emit IERC20.Transfer(address(0), stranger, amount);
        token.mint(stranger, amount);
        vm.assertEq(token.totalSupply(), 1_000_000_000e18);
        vm.assertEq(token.balanceOf(stranger), amount);
    }
}

contract OpenToken_votes is MoneyBase {
    function test_clock_countsSeconds_succeeds() public {
        vm.assertEq(token.clock(), block.timestamp);
        vm.assertEq(token.CLOCK_MODE(), "mode=timestamp");
        token.mint(stranger, 5e18);
        vm.prank(stranger);
        token.delegate(stranger);
        vm.warp(block.timestamp + 1);
        vm.assertEq(token.getPastVotes(stranger, block.timestamp - 1), 5e18);
    }

    function test_permit_byOwner_succeeds() public {
        bytes32 typeHash = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(abi.encode(typeHash, payer, stranger, 7, token.nonces(payer), block.timestamp));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PAYER_KEY, digest);
        token.permit(payer, stranger, 7, block.timestamp, v, r, s);
        vm.assertEq(token.allowance(payer, stranger), 7);
        vm.assertEq(token.nonces(payer), 1);
    }

    function test_metadata_isOpen_succeeds() public view {
        vm.assertEq(token.name(), "OPEN");
        vm.assertEq(token.symbol(), "OPEN");
        vm.assertEq(token.decimals(), 18);
        vm.assertEq(token.version(), "1.0.0");
    }
}
