// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../contracts/types/Contribution.sol";
import {ContributionId, toContributionId} from "../../contracts/types/ContributionId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {ContributionBase} from "../support/registry/ContributionBase.sol";

contract ContributionLedgerWithdrawTest is ContributionBase {
    ContributionId private constant NONE = ContributionId.wrap(0);

    function test_withdraw_pending_succeeds() external {
        ContributionId id = _contribute(contributorAccount, "a");
        _expectStatusChanged(id, ContributionStatus.Withdrawn, VerdictReason.None, 0, NONE, contributor);
        _expectBondReleased(id, contributorAccount, true);
        _withdraw(id);

        _assertStatus(id, ContributionStatus.Withdrawn);
        _assertStanding(id, Standing.Unaccepted);
        _assertRefund(contributorAccount, 1);
        _assertHolder("a", id);
    }

    function test_withdraw_accepted_succeeds() external {
        ContributionId id = _contribute(contributorAccount, "a");
        _judge(_accepted(id));
        _expectStatusChanged(id, ContributionStatus.Withdrawn, VerdictReason.None, 1_000_000, NONE, contributor);
        _withdraw(id);

        _assertStatus(id, ContributionStatus.Withdrawn);
        _assertStanding(id, Standing.Withdrawn);
        _assertRefund(contributorAccount, 1);
    }

    function test_withdraw_batchOfSeveralAccounts_succeeds() external {
        AccountId second = accounts.registerFor(contributor, contributor);
        ContributionId[] memory list = new ContributionId[](2);
        list[0] = _contribute(contributorAccount, "a");
        list[1] = _contribute(second, "b");
        vm.prank(contributor);
        ledger.withdraw(list);
        _assertStatus(list[0], ContributionStatus.Withdrawn);
        _assertStatus(list[1], ContributionStatus.Withdrawn);
    }

    function test_withdraw_byNewController_succeeds() external {
        ContributionId id = _contribute(contributorAccount, "a");
        vm.prank(contributor);
        accounts.offerOwnership(contributorAccount, buyer);
        vm.prank(buyer);
        accounts.acceptOwnership(contributorAccount);
        _withdraw(id);
        _assertStatus(id, ContributionStatus.Withdrawn);
    }

    function test_withdraw_notController_reverts() external {
        ContributionId[] memory list = new ContributionId[](1);
        list[0] = _contribute(contributorAccount, "a");
        address[3] memory callers = [rival, owner, admissionModule];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, contributorAccount, callers[i])
            );
            vm.prank(callers[i]);
            ledger.withdraw(list);
        }
    }

    function test_withdraw_wrongStatus_reverts() external {
        ContributionId rejected = _contribute(contributorAccount, "a");
        _judge(_rejected(rejected, VerdictReason.LowQuality));
        _expectWithdrawWrongStatus(rejected, ContributionStatus.Rejected);

        ContributionId duplicate = _contribute(contributorAccount, "a");
        _expectWithdrawWrongStatus(duplicate, ContributionStatus.Duplicate);

        ContributionId withdrawn = _contribute(contributorAccount, "b");
        _withdraw(withdrawn);
        _expectWithdrawWrongStatus(withdrawn, ContributionStatus.Withdrawn);
        _assertRefund(contributorAccount, 1);
    }

    function test_withdraw_unknown_reverts() external {
        ContributionId[] memory list = new ContributionId[](1);
        list[0] = toContributionId(contributorAccount, 1);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_UnknownContribution.selector, list[0]));
        vm.prank(contributor);
        ledger.withdraw(list);
    }

    function test_withdraw_batchSize_reverts() external {
        _expectBatchSize(0, 100);
        ledger.withdraw(new ContributionId[](0));
        _expectBatchSize(101, 100);
        ledger.withdraw(new ContributionId[](101));
    }

    function _expectWithdrawWrongStatus(ContributionId id, ContributionStatus status) private {
        ContributionId[] memory list = new ContributionId[](1);
        list[0] = id;
        _expectWrongStatus(id, status);
        vm.prank(contributor);
        ledger.withdraw(list);
    }
}

contract ContributionLedgerRefundTest is ContributionBase {
    function test_withdrawRefund_byAnyone_succeeds() external {
        _judge(_accepted(_contribute(contributorAccount, "a")));
        _judge(_accepted(_contribute(contributorAccount, "b")));
        vm.prank(contributor);
        accounts.setPayout(contributorAccount, buyer);
        vm.expectEmit(address(ledger));
        emit IContributionLedger.RefundWithdrawn(contributorAccount, buyer, NanoOpen.wrap(2 * BOND), stranger);
        vm.prank(stranger);
        NanoOpen amount = ledger.withdrawRefund(contributorAccount);

        vm.assertEq(NanoOpen.unwrap(amount), 2 * BOND);
        vm.assertEq(token.balanceOf(buyer), 10e18);
        vm.assertEq(token.balanceOf(address(ledger)), 0);
        _assertRefund(contributorAccount, 0);
    }

    function test_withdrawRefund_commons_succeeds() external {
        _judge(_rejected(_contribute(contributorAccount, "a"), VerdictReason.LowQuality));
        ledger.withdrawRefund(commons);
        vm.assertEq(token.balanceOf(_actor("commons")), 5e18);
    }

    function test_withdrawRefund_nothing_reverts() external {
        _contribute(contributorAccount, "a");
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_NothingToRefund.selector, contributorAccount));
        ledger.withdrawRefund(contributorAccount);
    }

    function test_withdrawRefund_twice_reverts() external {
        _judge(_accepted(_contribute(contributorAccount, "a")));
        ledger.withdrawRefund(contributorAccount);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_NothingToRefund.selector, contributorAccount));
        ledger.withdrawRefund(contributorAccount);
    }
}
