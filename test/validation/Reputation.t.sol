// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {IReputation} from "../../contracts/interfaces/IReputation.sol";
import {ContributionStatus} from "../../contracts/types/Contribution.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {ValidationBase} from "../support/validation/ValidationBase.sol";

contract ReputationTest is ValidationBase {
    function _bond() private view returns (uint64) {
        return NanoOpen.unwrap(reputation.bondFor(contributorAccount, datanet));
    }

    function _record(ContributionStatus status, uint256 times) private {
        for (uint256 i = 0; i < times; ++i) {
            vm.prank(address(ledger));
            reputation.recordVerdict(contributorAccount, datanet, status);
        }
    }

    function test_bondFor_scalesWithVerdicts_succeeds() external {
        vm.assertEq(_bond(), BOND);
        _record(ContributionStatus.Accepted, 10);
        vm.assertEq(_bond(), BOND / 2);
        _record(ContributionStatus.Accepted, 90);
        vm.assertEq(_bond(), BOND / 4);
        _record(ContributionStatus.Duplicate, 21);
        vm.assertEq(_bond(), (BOND * 3) / 2);
        _record(ContributionStatus.Rejected, 50);
        vm.assertEq(_bond(), BOND * 4);
    }

    function test_reputationOf_decays_succeeds() external {
        _record(ContributionStatus.Accepted, 8);
        vm.warp(block.timestamp + 90 days);
        vm.assertEq(uint256(reputation.reputationOf(contributorAccount, datanet)), 4e6);
        vm.warp(block.timestamp + 45 days);
        vm.assertEq(uint256(reputation.reputationOf(contributorAccount, datanet)), 3e6);
        vm.warp(block.timestamp + 7_000 days);
        vm.assertTrue(reputation.reputationOf(contributorAccount, datanet) == 0);
    }

    function test_recordUse_countsPaidUseOnce_succeeds() external {
        vm.expectRevert(abi.encodeWithSelector(IReputation.Reputation_NothingNew.selector, contributorAccount));
        reputation.recordUse(contributorAccount);
        credits.set(contributorAccount, 50e9);
        reputation.recordUse(contributorAccount);
        // Use alone buys nothing where nothing was accepted.
        vm.assertTrue(reputation.reputationOf(contributorAccount, datanet) == 0);
        _record(ContributionStatus.Accepted, 1);
        vm.assertEq(uint256(reputation.reputationOf(contributorAccount, datanet)), 6e6);
        vm.expectRevert(abi.encodeWithSelector(IReputation.Reputation_NothingNew.selector, contributorAccount));
        reputation.recordUse(contributorAccount);
        credits.set(contributorAccount, 1e18);
        reputation.recordUse(contributorAccount);
        vm.assertEq(uint256(reputation.reputationOf(contributorAccount, datanet)), 51e6);
    }

    function test_recordVerdict_byStranger_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        vm.prank(stranger);
        reputation.recordVerdict(contributorAccount, datanet, ContributionStatus.Accepted);
    }

    function test_reveal_takesScaledBond_succeeds() external {
        _record(ContributionStatus.Duplicate, 7);
        uint256 before = token.balanceOf(contributor);
        ContributionId[] memory items = _items(1);
        vm.assertEq(before - token.balanceOf(contributor), uint256(BOND) * 4 * 1e9);
        vm.assertEq(NanoOpen.unwrap(ledger.contributionOf(items[0]).bond), BOND * 4);
    }

    function testFuzz_scaledBond_bounded_succeeds(uint64 base, uint8 good, uint8 bad) external {
        base = uint64(_bound(base, 0, 1_000e9));
        _record(ContributionStatus.Accepted, good % 40);
        _record(ContributionStatus.Rejected, bad % 40);
        uint64 bond = NanoOpen.unwrap(reputation.scaledBond(contributorAccount, datanet, NanoOpen.wrap(base)));
        vm.assertTrue(4 * uint256(bond) >= base && bond <= 4 * uint256(base));
    }

    function test_publishTerms_overlapOutOfBounds_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.overlapPpm = 299_999;
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_OverlapOutOfBounds.selector, 299_999, 300_000));
        vm.prank(owner);
        datanets.publishTerms(datanet, terms);
    }
}
