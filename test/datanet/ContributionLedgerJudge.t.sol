// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../contracts/types/Contribution.sol";
import {ContributionId, toContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {ContributionBase} from "../support/registry/ContributionBase.sol";

contract ContributionLedgerJudgeTest is ContributionBase {
    ContributionId private constant NONE = ContributionId.wrap(0);

    function test_judge_accepts_succeeds() external {
        ContributionId id = _contribute(contributorAccount, "a");
        _expectStatusChanged(id, ContributionStatus.Accepted, VerdictReason.NearDuplicate, 250_000, NONE, curator);
        _expectBondReleased(id, contributorAccount, true);
        _judge(_verdict(id, ContributionStatus.Accepted, VerdictReason.NearDuplicate, 250_000, NONE));

        IContributionLedger.Contribution memory stored = ledger.contributionOf(id);
        vm.assertEq(uint8(stored.status), uint8(ContributionStatus.Accepted));
        vm.assertEq(uint8(stored.reason), uint8(VerdictReason.NearDuplicate));
        vm.assertEq(stored.noveltyPpm, 250_000);
        vm.assertEq(NanoOpen.unwrap(stored.bond), 0);
        _assertStanding(id, Standing.Accepted);
        _assertRefund(contributorAccount, 1);
        _assertRefund(commons, 0);
        _assertHolder("a", id);
    }

    function test_judge_rejects_succeeds() external {
        ContributionId id = _contribute(contributorAccount, "a");
        _expectStatusChanged(id, ContributionStatus.Rejected, VerdictReason.Stuffing, 0, NONE, curator);
        _expectBondReleased(id, commons, false);
        _judge(_rejected(id, VerdictReason.Stuffing));

        _assertStatus(id, ContributionStatus.Rejected);
        _assertStanding(id, Standing.Unaccepted);
        _assertRefund(contributorAccount, 0);
        _assertRefund(commons, 1);
        _assertHolder("a", id);
    }

    function test_judge_duplicate_succeeds() external {
        ContributionId original = _contribute(contributorAccount, "a");
        ContributionId id = _contribute(rivalAccount, "b");
        _expectStatusChanged(id, ContributionStatus.Duplicate, VerdictReason.NearDuplicate, 0, original, curator);
        _expectBondReleased(id, commons, false);
        _judge(_repeated(id, original));

        _assertStatus(id, ContributionStatus.Duplicate);
        _assertStanding(id, Standing.Unaccepted);
        _assertRefund(commons, 1);
        _assertHolder("b", id);
    }

    function test_judge_duplicateWithinBatch_succeeds() external {
        ContributionId first = _reveal(_commit(contributorAccount, _items(1, 2)), _items(1, 2));
        ContributionId second = toContributionId(contributorAccount, 2);
        _expectBadOriginal(first, second);
        _judge(_repeated(first, second));
        _judge(_repeated(second, first));
        _assertStatus(second, ContributionStatus.Duplicate);
    }

    function test_judge_batch_succeeds() external {
        _reveal(_commit(contributorAccount, _items(1, 100)), _items(1, 100));
        IContributionLedger.Verdict[] memory verdicts = new IContributionLedger.Verdict[](100);
        for (uint24 i = 0; i < 100; ++i) {
            verdicts[i] = _accepted(toContributionId(contributorAccount, i + 1))[0];
        }
        _judge(verdicts);
        for (uint24 i = 1; i <= 100; ++i) {
            _assertStanding(toContributionId(contributorAccount, i), Standing.Accepted);
        }
        _assertStanding(toContributionId(contributorAccount, 101), Standing.Unaccepted);
        _assertRefund(contributorAccount, 100);
    }

    function test_judge_notAdmission_reverts() external {
        ContributionId id = _contribute(contributorAccount, "a");
        address[3] memory callers = [owner, contributor, curator];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_NotAdmission.selector, datanet, callers[i]));
            vm.prank(callers[i]);
            ledger.judge(datanet, _accepted(id), callers[i]);
        }
    }

    function test_judge_replacedAdmission_reverts() external {
        ContributionId id = _contribute(contributorAccount, "a");
        datanets.setAdmissionApproval(stranger, true);
        vm.prank(owner);
        datanets.setAdmission(datanet, stranger);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_NotAdmission.selector, datanet, admissionModule));
        _judge(_accepted(id));
        vm.prank(stranger);
        ledger.judge(datanet, _accepted(id), curator);
        _assertStatus(id, ContributionStatus.Accepted);
    }

    function test_judge_batchSize_reverts() external {
        _expectBatchSize(0, 100);
        _judge(new IContributionLedger.Verdict[](0));
        _expectBatchSize(101, 100);
        _judge(new IContributionLedger.Verdict[](101));
    }

    function test_judge_unknownContribution_reverts() external {
        ContributionId id = toContributionId(contributorAccount, 1);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_UnknownContribution.selector, id));
        _judge(_accepted(id));
    }

    function test_judge_otherDatanet_reverts() external {
        ContributionId id = _contribute(contributorAccount, "a");
        datanet = _datanet();
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_WrongDatanet.selector, id, datanet));
        _judge(_accepted(id));
    }

    function test_judge_notPending_reverts() external {
        ContributionId accepted = _contribute(contributorAccount, "a");
        _judge(_accepted(accepted));
        _expectWrongStatus(accepted, ContributionStatus.Accepted);
        _judge(_rejected(accepted, VerdictReason.LowQuality));

        ContributionId rejected = _contribute(contributorAccount, "b");
        _judge(_rejected(rejected, VerdictReason.LowQuality));
        _expectWrongStatus(rejected, ContributionStatus.Rejected);
        _judge(_accepted(rejected));

        ContributionId duplicate = _contribute(contributorAccount, "a");
        _expectWrongStatus(duplicate, ContributionStatus.Duplicate);
        _judge(_accepted(duplicate));

        ContributionId withdrawn = _contribute(contributorAccount, "c");
        _withdraw(withdrawn);
        _expectWrongStatus(withdrawn, ContributionStatus.Withdrawn);
        _judge(_accepted(withdrawn));
    }

    function test_judge_twiceInOneBatch_reverts() external {
        ContributionId id = _contribute(contributorAccount, "a");
        IContributionLedger.Verdict[] memory verdicts = new IContributionLedger.Verdict[](2);
        verdicts[0] = verdicts[1] = _accepted(id)[0];
        _expectWrongStatus(id, ContributionStatus.Accepted);
        _judge(verdicts);
        _assertRefund(contributorAccount, 0);
    }

    function test_judge_contradiction_reverts() external {
        ContributionId original = _contribute(contributorAccount, "a");
        ContributionId id = _contribute(contributorAccount, "b");
        _expectContradiction(id, ContributionStatus.Accepted, VerdictReason.None, 0, NONE);
        _expectContradiction(id, ContributionStatus.Accepted, VerdictReason.None, 1_000_001, NONE);
        _expectContradiction(id, ContributionStatus.Rejected, VerdictReason.None, 0, NONE);
        _expectContradiction(id, ContributionStatus.Rejected, VerdictReason.OffTopic, 1, NONE);
        _expectContradiction(id, ContributionStatus.Duplicate, VerdictReason.None, 0, original);
        _expectContradiction(id, ContributionStatus.Duplicate, VerdictReason.LowQuality, 0, original);
        _expectContradiction(id, ContributionStatus.Duplicate, VerdictReason.ExactDuplicate, 1, original);
        _expectContradiction(id, ContributionStatus.None, VerdictReason.LowQuality, 0, NONE);
        _expectContradiction(id, ContributionStatus.Pending, VerdictReason.LowQuality, 0, NONE);
        _expectContradiction(id, ContributionStatus.Withdrawn, VerdictReason.LowQuality, 0, NONE);
        _expectContradiction(id, ContributionStatus.Removed, VerdictReason.LowQuality, 0, NONE);
    }

    function test_judge_badOriginal_reverts() external {
        ContributionId id = _contribute(contributorAccount, "a");
        ContributionId later = _contribute(rivalAccount, "b");
        _expectBadOriginal(id, NONE);
        _judge(_repeated(id, NONE));
        _expectBadOriginal(id, id);
        _judge(_repeated(id, id));
        _expectBadOriginal(id, later);
        _judge(_repeated(id, later));
        _expectBadOriginal(later, toContributionId(rivalAccount, 2));
        _judge(_repeated(later, toContributionId(rivalAccount, 2)));
        _expectBadOriginal(id, later);
        _judge(_verdict(id, ContributionStatus.Accepted, VerdictReason.None, 1, later));
        _expectBadOriginal(later, id);
        _judge(_verdict(later, ContributionStatus.Rejected, VerdictReason.LowQuality, 0, id));

        DatanetId first = datanet;
        datanet = _datanet();
        ContributionId elsewhere = _contribute(rivalAccount, "c");
        _expectBadOriginal(elsewhere, id);
        _judge(_repeated(elsewhere, id));
        vm.assertTrue(first != datanet);
    }

    function _expectBadOriginal(ContributionId id, ContributionId original) private {
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_BadOriginal.selector, id, original));
    }

    function _expectContradiction(
        ContributionId id,
        ContributionStatus status,
        VerdictReason reason,
        uint32 noveltyPpm,
        ContributionId original
    ) private {
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_BadVerdict.selector, id, status, reason, noveltyPpm));
        _judge(_verdict(id, status, reason, noveltyPpm, original));
    }
}
