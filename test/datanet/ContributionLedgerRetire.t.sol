// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Consent} from "../../contracts/types/Consent.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../contracts/types/Contribution.sol";
import {ContributionId, toContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {ContributionBase} from "../support/registry/ContributionBase.sol";

abstract contract RetireBase is ContributionBase {
    function _acceptedItem(bytes32 root) internal returns (ContributionId id) {
        id = _contribute(contributorAccount, root);
        _judge(_accepted(id));
    }

    function _list(ContributionId id) internal pure returns (ContributionId[] memory list) {
        list = new ContributionId[](1);
        list[0] = id;
    }
}

/// @notice A withdrawal leaves the next snapshot, shows on the earlier ones, and hands later income to the Datanet.
contract ContributionLedgerRetireTest is RetireBase {
    function test_withdraw_opensSuccessor_succeeds() external {
        ContributionId first = _acceptedItem("one");
        ContributionId second = _acceptedItem("two");
        ContributionId successor = ledger.successorOf(datanet);
        AccountId own = datanets.accountOf(DatanetId.unwrap(datanet));
        vm.assertEq(ContributionId.unwrap(successor), ContributionId.unwrap(toContributionId(own, 0)));
        _assertStanding(successor, Standing.Unaccepted);

        vm.expectEmit(address(ledger));
        emit IContributionLedger.SuccessorOpened(datanet, successor);
        _withdraw(first);
        _assertStanding(first, Standing.Withdrawn);
        _assertStanding(successor, Standing.Accepted);
        vm.assertEq(ledger.contributionOf(first).withdrawnOn, block.timestamp / 1 days);
        _withdraw(second);
        _assertStanding(successor, Standing.Accepted);
    }

    function test_withdraw_pending_opensNothing_succeeds() external {
        _withdraw(_contribute(contributorAccount, "one"));
        _assertStanding(ledger.successorOf(datanet), Standing.Unaccepted);
    }

    function test_retire_afterThirtyDays_succeeds() external {
        ContributionId id = _acceptedItem("one");
        _withdraw(id);
        vm.warp((block.timestamp / 1 days + 31) * 1 days);
        vm.expectEmit(address(ledger));
        emit IContributionLedger.ContributionRetired(id, datanet, stranger);
        vm.prank(stranger);
        ledger.retire(_list(id));

        _assertStanding(id, Standing.Voided);
        _assertStatus(id, ContributionStatus.Withdrawn);
        vm.expectRevert(
            abi.encodeWithSelector(IContributionLedger.ContributionLedger_WrongStatus.selector, id, ContributionStatus.Withdrawn)
        );
        ledger.retire(_list(id));
    }

    function test_retire_early_reverts() external {
        ContributionId id = _acceptedItem("one");
        _withdraw(id);
        uint256 day = block.timestamp / 1 days + 30;
        vm.warp((day + 1) * 1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_RetirementTooEarly.selector, id, day));
        ledger.retire(_list(id));
    }

    function test_retire_notWithdrawn_reverts() external {
        ContributionId id = _acceptedItem("one");
        vm.expectRevert(
            abi.encodeWithSelector(IContributionLedger.ContributionLedger_WrongStatus.selector, id, ContributionStatus.Accepted)
        );
        ledger.retire(_list(id));
        _expectBatchSize(0, ledger.MAX_BATCH());
        ledger.retire(new ContributionId[](0));
    }

    function test_lostSince_withdrawals_succeeds() external {
        ContributionId old = _acceptedItem("one");
        ContributionId kept = _acceptedItem("two");
        uint32 first = _snapshot(datanet);
        ContributionId late = _acceptedItem("three");
        uint32 second = _snapshot(datanet);
        vm.assertEq(ledger.contributionOf(old).acceptedAfter, 0);
        vm.assertEq(ledger.contributionOf(late).acceptedAfter, 1);

        _withdraw(late);
        vm.assertEq(ledger.lostSince(datanet, first), 0);
        vm.assertEq(ledger.lostSince(datanet, second), 1);
        _withdraw(old);
        vm.assertEq(ledger.lostSince(datanet, first), 1);
        vm.assertEq(ledger.lostSince(datanet, second), 2);
        // What is published now does not have them.
        uint32 third = _snapshot(datanet);
        vm.assertEq(ledger.lostSince(datanet, third), 0);
        ledger.remove(kept, VerdictReason.PersonalData, curator);
        vm.assertEq(ledger.lostSince(datanet, first), 2);
        vm.assertEq(ledger.lostSince(datanet, third), 1);
        // A withdrawn item that is removed as well was lost before.
        ledger.remove(old, VerdictReason.PersonalData, curator);
        vm.assertEq(ledger.lostSince(datanet, first), 2);
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownSnapshot.selector, datanet, 4));
        ledger.lostSince(datanet, 4);
    }

    function test_lostSince_beforeAnySnapshot_succeeds() external {
        _withdraw(_acceptedItem("one"));
        vm.assertEq(ledger.lostSince(datanet, _snapshot(datanet)), 0);
    }
}

/// @notice Terms that no gateway may be paid under give no standing.
contract ContributionLedgerServableTest is RetireBase {
    function test_judge_inferenceNotAllowed_noStanding_succeeds() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.infer = Consent.NotAllowed;
        _assertUnpaid(terms);
    }

    function test_judge_nonCommercialLicence_noStanding_succeeds() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.licence = "CC-BY-NC-4.0";
        _assertUnpaid(terms);
    }

    function test_judge_laterTerms_earlierStandingStays_succeeds() external {
        ContributionId before = _acceptedItem("one");
        IDatanetRegistry.Terms memory terms = _terms();
        terms.infer = Consent.NotAllowed;
        vm.prank(owner);
        datanets.publishTerms(datanet, terms);
        _assertStanding(before, Standing.Accepted);
        _assertStanding(_acceptedItem("two"), Standing.Unaccepted);
        vm.assertTrue(datanets.isServable(datanet, 1));
        vm.assertFalse(datanets.isServable(datanet, 2));
    }

    function _assertUnpaid(IDatanetRegistry.Terms memory terms) private {
        vm.prank(owner);
        datanets.publishTerms(datanet, terms);
        ContributionId id = _acceptedItem("one");
        _assertStatus(id, ContributionStatus.Accepted);
        _assertStanding(id, Standing.Unaccepted);
        // It never begins to earn: not by its withdrawal, and not as somebody's original either way.
        ContributionId copy = _contribute(rivalAccount, "two");
        ledger.markDuplicate(copy, id, contributorAccount);
        _assertStatus(copy, ContributionStatus.Duplicate);
        _withdraw(id);
        _assertStanding(id, Standing.Unaccepted);
        _assertStanding(ledger.successorOf(datanet), Standing.Unaccepted);
    }
}
