// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {ContributionLedger} from "../../contracts/datanet/ContributionLedger.sol";
import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../contracts/types/Contribution.sol";
import {ContributionId, toContributionId} from "../../contracts/types/ContributionId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {ContributionBase} from "../support/registry/ContributionBase.sol";

/// @dev Numbers the account's next contribution as if `count` existed.
contract CrowdedContributionLedger is ContributionLedger {
    constructor(
        ContributionLedger like,
        AccountId account,
        uint24 count
    )
        ContributionLedger(
            like.authority(),
            like.token(),
            like.accounts(),
            like.datanets(),
            like.reputation(),
            like.guardian(),
            like.commons(),
            like.revealWindow()
        )
    {
        contributionCountOf[account] = count;
    }
}

contract ContributionLedgerRevealTest is ContributionBase {
    function test_reveal_batch_succeeds() external {
        IContributionLedger.Item[] memory items = _items(1, 3);
        uint48 commitId = _commit(contributorAccount, items);
        uint256 before = token.balanceOf(contributor);
        ContributionId first = toContributionId(contributorAccount, 1);
        vm.expectEmit(address(ledger));
        emit IContributionLedger.ContributionsRevealed(commitId, datanet, contributorAccount, first, 1, NanoOpen.wrap(BOND), items);
        vm.assertTrue(_reveal(commitId, items) == first);

        vm.assertEq(before - token.balanceOf(contributor), 15e18);
        vm.assertEq(token.balanceOf(address(ledger)), 15e18);
        vm.assertEq(ledger.contributionCountOf(contributorAccount), 3);
        vm.assertEq(ledger.commitOf(commitId).hash, bytes32(0));
        for (uint24 local = 1; local <= 3; ++local) {
            ContributionId id = toContributionId(contributorAccount, local);
            IContributionLedger.Contribution memory stored = ledger.contributionOf(id);
            vm.assertTrue(stored.datanet == datanet);
            vm.assertEq(stored.termsVersion, 1);
            vm.assertEq(uint8(stored.status), uint8(ContributionStatus.Pending));
            vm.assertEq(uint8(stored.reason), uint8(VerdictReason.None));
            vm.assertEq(stored.noveltyPpm, 0);
            vm.assertEq(stored.commit, commitId);
            vm.assertEq(NanoOpen.unwrap(stored.bond), BOND);
            vm.assertEq(ledger.contentRootOf(id), bytes32(uint256(local)));
            _assertHolder(bytes32(uint256(local)), id);
            _assertStanding(id, Standing.Unaccepted);
        }
    }

    function test_reveal_localNumbersContinue_succeeds() external {
        _contribute(contributorAccount, "a");
        vm.assertTrue(_contribute(contributorAccount, "b") == toContributionId(contributorAccount, 2));
        vm.assertTrue(_contribute(rivalAccount, "c") == toContributionId(rivalAccount, 1));
    }

    function test_reveal_byAnyoneWhoPays_succeeds() external {
        uint48 commitId = _commit(contributorAccount, _items("a"));
        vm.roll(block.number + 1);
        vm.prank(rival);
        ContributionId id = ledger.reveal(commitId, _items("a"), SALT);
        vm.assertTrue(id.accountOf() == contributorAccount);
        vm.assertEq(token.balanceOf(rival), 1_000_000e18 - 5e18);

        _judge(_accepted(id));
        _assertRefund(contributorAccount, 1);
        _assertRefund(rivalAccount, 0);
    }

    function test_reveal_boundToCommittedTerms_succeeds() external {
        uint48 commitId = _commit(contributorAccount, _items("a"));
        IDatanetRegistry.Terms memory dear = _terms();
        dear.contributionBond = NanoOpen.wrap(900e9);
        vm.prank(owner);
        datanets.publishTerms(datanet, dear);
        ContributionId id = _reveal(commitId, _items("a"));
        vm.assertEq(ledger.contributionOf(id).termsVersion, 1);
        vm.assertEq(NanoOpen.unwrap(ledger.contributionOf(id).bond), BOND);
    }

    function test_reveal_withoutBond_succeeds() external {
        IDatanetRegistry.Terms memory free = _terms();
        free.contributionBond = NanoOpen.wrap(0);
        vm.prank(owner);
        datanets.publishTerms(datanet, free);
        AccountId poor = accounts.registerFor(stranger, stranger);
        ContributionId id = _contribute(poor, "a");
        _judge(_accepted(id));
        _assertRefund(poor, 0);
    }

    function test_reveal_hundredItemsFitTransaction_succeeds() external {
        IContributionLedger.Item[] memory items = new IContributionLedger.Item[](100);
        for (uint256 i = 0; i < 100; ++i) {
            items[i] = IContributionLedger.Item({contentRoot: keccak256(abi.encode(i)), licence: _repeat("a", 64), uri: _repeat("b", 256)});
        }
        uint48 commitId = _commit(contributorAccount, items);
        vm.roll(block.number + 1);
        uint256 before = gasleft();
        vm.prank(contributor);
        ledger.reveal(commitId, items, SALT);
        // A transaction may use 16,777,216 (EIP-7825); calldata adds about a million.
        vm.assertTrue(before - gasleft() < 10_000_000);
    }

    function test_reveal_sameBlock_reverts() external {
        uint48 commitId = _commit(contributorAccount, _items("a"));
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_RevealTooEarly.selector, commitId, block.number));
        vm.prank(contributor);
        ledger.reveal(commitId, _items("a"), SALT);
    }

    function test_reveal_lastSecond_succeeds() external {
        uint48 commitId = _commit(contributorAccount, _items("a"));
        vm.warp(block.timestamp + REVEAL_WINDOW);
        _reveal(commitId, _items("a"));
    }

    function test_reveal_lapsed_reverts() external {
        uint48 commitId = _commit(contributorAccount, _items("a"));
        uint48 deadline = ledger.commitOf(commitId).revealBefore;
        vm.warp(deadline + 1);
        vm.roll(block.number + 1);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_RevealTooLate.selector, commitId, deadline));
        ledger.reveal(commitId, _items("a"), SALT);
    }

    function test_reveal_otherItemsOrSalt_reverts() external {
        uint48 commitId = _commit(contributorAccount, _items("a"));
        vm.roll(block.number + 1);
        bytes32 committed = ledger.commitOf(commitId).hash;
        bytes32 other = ledger.commitHash(contributorAccount, datanet, 1, _items("b"), SALT);
        _expectMismatch(commitId, committed, other);
        ledger.reveal(commitId, _items("b"), SALT);

        bytes32 unsalted = ledger.commitHash(contributorAccount, datanet, 1, _items("a"), 0);
        _expectMismatch(commitId, committed, unsalted);
        ledger.reveal(commitId, _items("a"), 0);
    }

    function test_reveal_twice_reverts() external {
        uint48 commitId = _commit(contributorAccount, _items("a"));
        bytes32 committed = ledger.commitOf(commitId).hash;
        _reveal(commitId, _items("a"));
        _expectMismatch(commitId, 0, committed);
        vm.prank(contributor);
        ledger.reveal(commitId, _items("a"), SALT);
    }

    function test_reveal_copiedCommitHash_reverts() external {
        bytes32 hash = ledger.commitHash(contributorAccount, datanet, 1, _items("a"), SALT);
        vm.prank(rival);
        uint48 commitId = ledger.commit(datanet, rivalAccount, 1, 1, hash);
        vm.roll(block.number + 1);
        _expectMismatch(commitId, hash, ledger.commitHash(rivalAccount, datanet, 1, _items("a"), SALT));
        vm.prank(rival);
        ledger.reveal(commitId, _items("a"), SALT);
    }

    function test_reveal_otherCount_reverts() external {
        bytes32 hash = ledger.commitHash(contributorAccount, datanet, 1, _items(1, 2), SALT);
        vm.prank(contributor);
        uint48 commitId = ledger.commit(datanet, contributorAccount, 1, 1, hash);
        vm.roll(block.number + 1);
        _expectBatchSize(2, 1);
        ledger.reveal(commitId, _items(1, 2), SALT);
    }

    function test_reveal_unknownCommit_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_UnknownCommit.selector, 7));
        ledger.reveal(7, _items("a"), SALT);
    }

    function test_reveal_zeroRoot_reverts() external {
        IContributionLedger.Item[] memory items = _items(1, 2);
        items[1].contentRoot = 0;
        _expectRevealRevert(items, abi.encodeWithSelector(IContributionLedger.ContributionLedger_ZeroRoot.selector, 1));
    }

    function test_reveal_badStrings_reverts() external {
        IContributionLedger.Item[] memory items = _items("a");
        items[0].licence = _repeat("a", 65);
        _expectRevealRevert(items, abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 65, 0, 64));
        items[0].licence = "\n";
        _expectRevealRevert(items, abi.encodeWithSelector(BoundedString.BoundedString_ControlCharacter.selector, 0, 10));
        items[0].licence = "";
        items[0].uri = _repeat("a", 257);
        _expectRevealRevert(items, abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 257, 0, 256));
    }

    function test_reveal_emptyLicence_succeeds() external {
        IContributionLedger.Item[] memory items = _items("a");
        items[0].licence = "";
        _assertStatus(_reveal(_commit(contributorAccount, items), items), ContributionStatus.Pending);
    }

    function test_reveal_bondNotPaid_reverts() external {
        uint48 commitId = _commit(contributorAccount, _items("a"));
        vm.roll(block.number + 1);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(ledger), 0, 5e18));
        vm.prank(stranger);
        ledger.reveal(commitId, _items("a"), SALT);
        vm.assertEq(ledger.contributionCountOf(contributorAccount), 0);
    }

    function test_reveal_accountFull_reverts() external {
        ledger = new CrowdedContributionLedger(ledger, contributorAccount, type(uint24).max - 1);
        _fund(contributor);
        ContributionId last = _contribute(contributorAccount, "a");
        vm.assertEq(last.localOf(), type(uint24).max);
        _expectRevealRevert(
            _items("b"),
            abi.encodeWithSelector(IContributionLedger.ContributionLedger_AccountFull.selector, contributorAccount)
        );
    }

    function test_contributionViews_unknown_reverts() external {
        bytes memory reason = abi.encodeWithSelector(
            IContributionLedger.ContributionLedger_UnknownContribution.selector,
            ContributionId.wrap(5)
        );
        vm.expectRevert(reason);
        ledger.contributionOf(ContributionId.wrap(5));
        vm.expectRevert(reason);
        ledger.contentRootOf(ContributionId.wrap(5));
    }

    function _expectMismatch(uint48 commitId, bytes32 committed, bytes32 revealed) private {
        vm.expectRevert(
            abi.encodeWithSelector(IContributionLedger.ContributionLedger_RevealMismatch.selector, commitId, committed, revealed)
        );
    }

    function _expectRevealRevert(IContributionLedger.Item[] memory items, bytes memory reason) private {
        uint48 commitId = _commit(contributorAccount, items);
        vm.roll(block.number + 1);
        vm.expectRevert(reason);
        vm.prank(contributor);
        ledger.reveal(commitId, items, SALT);
    }
}

contract ContributionLedgerPriorityTest is ContributionBase {
    bytes32 private constant ROOT = "shared work";

    function test_reveal_laterCommit_isDuplicateAtOnce_succeeds() external {
        ContributionId original = _contribute(contributorAccount, ROOT);
        uint48 commitId = _commit(rivalAccount, _items(ROOT));
        ContributionId copy = toContributionId(rivalAccount, 1);
        vm.roll(block.number + 1);
        _expectStatusChanged(copy, ContributionStatus.Duplicate, VerdictReason.ExactDuplicate, 0, original, rival);
        _expectBondReleased(copy, commons, false);
        vm.prank(rival);
        ledger.reveal(commitId, _items(ROOT), SALT);

        _assertStatus(copy, ContributionStatus.Duplicate);
        _assertStatus(original, ContributionStatus.Pending);
        _assertHolder(ROOT, original);
        _assertRefund(commons, 1);
        vm.assertEq(NanoOpen.unwrap(ledger.contributionOf(copy).bond), 0);
    }

    function test_reveal_sameBatch_secondIsDuplicate_succeeds() external {
        IContributionLedger.Item[] memory items = new IContributionLedger.Item[](2);
        items[0] = _item(ROOT);
        items[1] = _item(ROOT);
        ContributionId first = _reveal(_commit(contributorAccount, items), items);
        _assertStatus(first, ContributionStatus.Pending);
        _assertStatus(toContributionId(contributorAccount, 2), ContributionStatus.Duplicate);
        _assertHolder(ROOT, first);
    }

    function test_reveal_earlierCommit_displacesPending_succeeds() external {
        uint48 earlier = _commit(contributorAccount, _items(ROOT));
        ContributionId copy = _contribute(rivalAccount, ROOT);
        ContributionId original = toContributionId(contributorAccount, 1);
        vm.roll(block.number + 1);
        _expectStatusChanged(copy, ContributionStatus.Duplicate, VerdictReason.ExactDuplicate, 0, original, contributor);
        _expectBondReleased(copy, commons, false);
        vm.prank(contributor);
        ledger.reveal(earlier, _items(ROOT), SALT);

        _assertStatus(original, ContributionStatus.Pending);
        _assertHolder(ROOT, original);
        _assertStanding(copy, Standing.Unaccepted);
        _assertRefund(commons, 1);
    }

    function test_reveal_earlierCommit_voidsAccepted_succeeds() external {
        uint48 earlier = _commit(contributorAccount, _items(ROOT));
        ContributionId copy = _contribute(rivalAccount, ROOT);
        _judge(_accepted(copy));
        _assertStanding(copy, Standing.Accepted);

        ContributionId original = _reveal(earlier, _items(ROOT));
        _assertStatus(copy, ContributionStatus.Duplicate);
        _assertStanding(copy, Standing.Voided);
        vm.assertEq(ledger.contributionOf(copy).noveltyPpm, 0);
        _judge(_accepted(original));
        _assertStanding(original, Standing.Accepted);
        _assertRefund(rivalAccount, 1);
        _assertRefund(commons, 0);
    }

    function test_reveal_earlierCommit_voidsWithdrawn_succeeds() external {
        uint48 earlier = _commit(contributorAccount, _items(ROOT));
        ContributionId copy = _contribute(rivalAccount, ROOT);
        _judge(_accepted(copy));
        _withdraw(copy);
        _assertStanding(copy, Standing.Withdrawn);

        ContributionId original = _reveal(earlier, _items(ROOT));
        _assertStatus(copy, ContributionStatus.Duplicate);
        _assertStanding(copy, Standing.Voided);
        _assertStatus(original, ContributionStatus.Pending);
    }

    function test_reveal_earlierCommit_leavesRejected_succeeds() external {
        uint48 earlier = _commit(contributorAccount, _items(ROOT));
        ContributionId copy = _contribute(rivalAccount, ROOT);
        _judge(_rejected(copy, VerdictReason.LowQuality));
        ContributionId original = _reveal(earlier, _items(ROOT));
        _assertStatus(copy, ContributionStatus.Rejected);
        _assertStatus(original, ContributionStatus.Pending);
        _assertHolder(ROOT, original);
    }

    function test_reveal_earliestOfThree_holds_succeeds() external {
        uint48 first = _commit(contributorAccount, _items(ROOT));
        uint48 second = _commit(rivalAccount, _items(ROOT));
        ContributionId third = _contribute(contributorAccount, ROOT);
        ContributionId fromSecond = _reveal(second, _items(ROOT));
        ContributionId fromFirst = _reveal(first, _items(ROOT));

        _assertStatus(third, ContributionStatus.Duplicate);
        _assertStatus(fromSecond, ContributionStatus.Duplicate);
        _assertStatus(fromFirst, ContributionStatus.Pending);
        _assertHolder(ROOT, fromFirst);
        _assertRefund(commons, 2);
    }

    function test_reveal_afterCurableRejection_freesRoot_succeeds() external {
        VerdictReason[3] memory curable = [
            VerdictReason.LicenceMissing,
            VerdictReason.LicenceIncompatible,
            VerdictReason.ContentUnavailable
        ];
        for (uint256 i = 0; i < curable.length; ++i) {
            bytes32 root = bytes32(i + 1);
            _judge(_rejected(_contribute(rivalAccount, root), curable[i]));
            _assertHolder(root, ContributionId.wrap(0));
            ContributionId next = _contribute(contributorAccount, root);
            _assertStatus(next, ContributionStatus.Pending);
            _assertHolder(root, next);
        }
    }

    function test_reveal_afterRejectionForContent_isDuplicate_succeeds() external {
        VerdictReason[6] memory final_ = [
            VerdictReason.ExactDuplicate,
            VerdictReason.NearDuplicate,
            VerdictReason.Stuffing,
            VerdictReason.PersonalData,
            VerdictReason.OffTopic,
            VerdictReason.LowQuality
        ];
        for (uint256 i = 0; i < final_.length; ++i) {
            bytes32 root = bytes32(i + 1);
            _judge(_rejected(_contribute(rivalAccount, root), final_[i]));
            _assertStatus(_contribute(contributorAccount, root), ContributionStatus.Duplicate);
        }
    }

    function test_reveal_afterWithdrawal_isDuplicate_succeeds() external {
        _withdraw(_contribute(contributorAccount, ROOT));
        _assertStatus(_contribute(rivalAccount, ROOT), ContributionStatus.Duplicate);
    }

    function test_reveal_otherDatanet_isOriginal_succeeds() external {
        _contribute(contributorAccount, ROOT);
        datanet = _datanet();
        _assertStatus(_contribute(rivalAccount, ROOT), ContributionStatus.Pending);
    }
}
