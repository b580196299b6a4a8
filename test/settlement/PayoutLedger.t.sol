// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IPayoutLedger} from "../../contracts/interfaces/IPayoutLedger.sol";
import {LaneWord} from "../../contracts/libraries/LaneWord.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {MoneyBase} from "../support/money/MoneyBase.sol";

/// @notice This contract is a rail, and 12 accounts exist.
abstract contract PayoutLedgerBase is MoneyBase {
    function setUp() public virtual override {
        super.setUp();
        manager.grantRole(RAIL_ROLE, address(this), 0);
        while (accounts.accountCount() < 12) _contributor(accounts.accountCount());
    }

    /// @dev Sends the OPEN and credits one account.
    function _credit(AccountId account, uint64 amount) internal {
        token.mint(address(ledger), NanoOpen.wrap(amount).toTokenUnits());
        (uint32[] memory words, uint256[] memory deltas) = _word(LaneWord.wordOf(account), LaneWord.toLane(account, amount));
        ledger.credit(words, deltas, NanoOpen.wrap(amount));
    }

    function _word(uint32 word, uint256 delta) internal pure returns (uint32[] memory words, uint256[] memory deltas) {
        words = new uint32[](1);
        deltas = new uint256[](1);
        (words[0], deltas[0]) = (word, delta);
    }
}

contract PayoutLedger_credit is PayoutLedgerBase {
    function test_credit_stranger_reverts() public {
        (uint32[] memory words, uint256[] memory deltas) = _word(1, 1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        ledger.credit(words, deltas, NanoOpen.wrap(1));
    }

    function test_credit_lengthMismatch_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPayoutLedger.PayoutLedger_LengthMismatch.selector, 2, 1));
        ledger.credit(new uint32[](2), new uint256[](1), NanoOpen.wrap(0));
    }

    function test_credit_wordsRepeat_reverts() public {
        uint32[] memory words = new uint32[](2);
        (words[0], words[1]) = (1, 1);
        vm.expectRevert(abi.encodeWithSelector(IPayoutLedger.PayoutLedger_WordsNotAscending.selector, 1));
        ledger.credit(words, new uint256[](2), NanoOpen.wrap(0));
    }

    function test_credit_totalTooHigh_reverts() public {
        token.mint(address(ledger), 100e9);
        (uint32[] memory words, uint256[] memory deltas) = _word(1, 10);
        vm.expectRevert(abi.encodeWithSelector(IPayoutLedger.PayoutLedger_TotalMismatch.selector, 11, 10));
        ledger.credit(words, deltas, NanoOpen.wrap(11));
    }

    function test_credit_unfunded_reverts() public {
        _credit(AccountId.wrap(4), 50);
        (uint32[] memory words, uint256[] memory deltas) = _word(1, 1);
        vm.expectRevert(abi.encodeWithSelector(IPayoutLedger.PayoutLedger_Unfunded.selector, 51e9, 50e9));
        ledger.credit(words, deltas, NanoOpen.wrap(1));
    }

    function test_credit_laneOverflow_reverts() public {
        _credit(AccountId.wrap(5), 1);
        (uint32[] memory words, uint256[] memory deltas) = _word(1, uint256(type(uint64).max) << 64);
        vm.expectRevert(abi.encodeWithSelector(IPayoutLedger.PayoutLedger_LaneOverflow.selector, 1));
        ledger.credit(words, deltas, NanoOpen.wrap(type(uint64).max));
    }

    function test_credit_accountZero_reverts() public {
        (uint32[] memory words, uint256[] memory deltas) = _word(0, 1);
        vm.expectRevert(abi.encodeWithSelector(IPayoutLedger.PayoutLedger_UnknownAccount.selector, 0));
        ledger.credit(words, deltas, NanoOpen.wrap(1));
    }

    function test_credit_accountBeyondCount_reverts() public {
        (uint32[] memory words, uint256[] memory deltas) = _word(3, 1 << 64);
        vm.expectRevert(abi.encodeWithSelector(IPayoutLedger.PayoutLedger_UnknownAccount.selector, 13));
        ledger.credit(words, deltas, NanoOpen.wrap(1));
        (words, deltas) = _word(type(uint32).max, 1);
        vm.expectRevert();
        ledger.credit(words, deltas, NanoOpen.wrap(1));
    }

    function test_credit_manyLanes_succeeds() public {
        uint32[] memory words = new uint32[](2);
        uint256[] memory deltas = new uint256[](2);
        (words[0], words[1]) = (0, 3);
        deltas[0] = LaneWord.toLane(AccountId.wrap(1), 1) | LaneWord.toLane(AccountId.wrap(3), 3);
        deltas[1] = LaneWord.toLane(AccountId.wrap(12), 12);
        token.mint(address(ledger), 32e9);
        vm.expectEmit(address(ledger));
        emit IPayoutLedger.WordsCredited(address(this), NanoOpen.wrap(16), words, deltas);
        ledger.credit(words, deltas, NanoOpen.wrap(16));
        ledger.credit(words, deltas, NanoOpen.wrap(16));
        vm.assertEq(_nano(ledger.creditedOf(AccountId.wrap(1))), 2);
        vm.assertEq(_nano(ledger.creditedOf(AccountId.wrap(2))), 0);
        vm.assertEq(_nano(ledger.creditedOf(AccountId.wrap(3))), 6);
        vm.assertEq(_nano(ledger.creditedOf(AccountId.wrap(12))), 24);
        vm.assertEq(ledger.creditedWord(3), 24);
        vm.assertEq(ledger.totalCredited(), 32);
        vm.assertEq(ledger.version(), "2.0.0");
    }

    function testFuzz_credit_eachLane(uint64[4] memory amounts, uint64[4] memory more) public {
        uint256 delta;
        uint256 next;
        for (uint256 i; i < 4; ++i) {
            // Eight times 12 million OPEN stay below what can be minted at once.
            amounts[i] = amounts[i] % (12_000_000 * OPEN);
            more[i] = more[i] % (12_000_000 * OPEN);
            delta |= uint256(amounts[i]) << (64 * i);
            next |= uint256(more[i]) << (64 * i);
        }
        token.mint(address(ledger), 96_000_000e18);
        (uint32[] memory words, uint256[] memory deltas) = _word(1, delta);
        ledger.credit(words, deltas, NanoOpen.wrap(uint64(LaneWord.sum(delta))));
        (words, deltas) = _word(1, next);
        ledger.credit(words, deltas, NanoOpen.wrap(uint64(LaneWord.sum(next))));
        for (uint32 i; i < 4; ++i) {
            vm.assertEq(_nano(ledger.creditedOf(AccountId.wrap(4 + i))), uint256(amounts[i]) + more[i]);
        }
    }
}

contract PayoutLedger_withdraw is PayoutLedgerBase {
    function test_withdraw_emptyBatch_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPayoutLedger.PayoutLedger_BatchSize.selector, 0, 256));
        ledger.withdraw(new AccountId[](0));
    }

    function test_withdraw_tooMany_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IPayoutLedger.PayoutLedger_BatchSize.selector, 257, 256));
        ledger.withdraw(new AccountId[](257));
    }

    function test_withdraw_byAnyone_succeeds() public {
        _credit(contributorAccount, 70);
        vm.expectEmit(address(ledger));
        emit IPayoutLedger.Withdrawn(contributorAccount, contributor, NanoOpen.wrap(70), NanoOpen.wrap(70), stranger);
        vm.prank(stranger);
        NanoOpen total = ledger.withdraw(_list(contributorAccount));
        vm.assertEq(_nano(total), 70);
        vm.assertEq(token.balanceOf(contributor), 70e9);
        vm.assertEq(_nano(ledger.withdrawnOf(contributorAccount)), 70);
        vm.assertEq(_nano(ledger.claimableOf(contributorAccount)), 0);
        vm.assertEq(ledger.totalWithdrawn(), 70);
    }

    function test_withdraw_sameAccountTwice_succeeds() public {
        _credit(contributorAccount, 70);
        AccountId[] memory twice = new AccountId[](3);
        (twice[0], twice[1], twice[2]) = (contributorAccount, AccountId.wrap(999), contributorAccount);
        vm.assertEq(_nano(ledger.withdraw(twice)), 70);
        vm.assertEq(token.balanceOf(contributor), 70e9);
        _credit(contributorAccount, 5);
        vm.assertEq(_nano(ledger.withdraw(_list(contributorAccount))), 5);
        vm.assertEq(token.balanceOf(contributor), 75e9);
    }

    function test_withdraw_assetPaysItsOwner_succeeds() public {
        _credit(models.accountOf(1), 9);
        ledger.withdraw(_list(models.accountOf(1)));
        vm.assertEq(token.balanceOf(builder), 9e9);
    }

    function test_withdraw_soldAssetPaysSellerFirst_succeeds() public {
        _credit(models.accountOf(1), 9);
        vm.prank(builder);
        models.transferFrom(builder, stranger, 1);
        vm.assertEq(token.balanceOf(builder), 9e9);
        _credit(models.accountOf(1), 4);
        ledger.withdraw(_list(models.accountOf(1)));
        vm.assertEq(token.balanceOf(stranger), 4e9);
    }
}
