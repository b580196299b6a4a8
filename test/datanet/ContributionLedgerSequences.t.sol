// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../contracts/types/Contribution.sol";
import {ContributionId, toContributionId} from "../../contracts/types/ContributionId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {ContributionBase} from "../support/registry/ContributionBase.sol";

/// @notice Random sequences of commit, reveal, judge, withdraw and refund, legal and illegal, beside a plain model of the rules:
/// 1. bonds in = bonds held + refundable + refunds paid, and the token balance is what is not yet paid;
/// 2. statuses, holders and standings are the model's; a standing follows from the status and from whether it was ever accepted;
/// 3. every illegal edge reverts with its error.
contract ContributionLedgerSequencesTest is ContributionBase {
    uint256 private constant STEPS = 24;
    uint256 private constant ROOTS = 5;
    ContributionId private constant NONE = ContributionId.wrap(0);

    struct Entry {
        ContributionId id;
        uint256 root;
        uint48 commit;
        ContributionStatus status;
        bool wasAccepted;
        bool isBonded;
    }

    struct Batch {
        AccountId account;
        uint256 firstRoot;
        uint256 size;
        uint256 blockNumber;
        uint256 deadline;
        bool isRevealed;
    }

    Entry[] private _entries;
    Batch[] private _batches;
    /// @dev Position in `_entries` plus one.
    mapping(uint256 root => uint256) private _holders;
    mapping(AccountId account => uint256) private _refunds;
    uint256 private _bondsIn;
    uint256 private _bondsOut;

    function testFuzz_sequence_anyOrder_succeeds(uint256 seed) external {
        for (uint256 step = 0; step < STEPS; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 kind = seed % 16;
            uint256 dice = seed >> 8;
            if (kind < 4) _stepCommit(dice);
            else if (kind < 9) _stepReveal(dice);
            else if (kind < 13) _stepJudge(dice);
            else if (kind < 15) _stepWithdraw(dice);
            else _stepRefund(dice);
            if (dice % 5 == 0) vm.roll(block.number + 1);
            if (dice % 7 == 0) vm.warp(block.timestamp + REVEAL_WINDOW / 6);
        }
        _checkAll();
    }

    /* STEPS */

    function _stepCommit(uint256 dice) private {
        AccountId account = _account(dice);
        uint256 firstRoot = 1 + ((dice >> 16) % ROOTS);
        uint256 size = 1 + ((dice >> 32) % 3);
        _batches.push(Batch(account, firstRoot, size, block.number, block.timestamp + REVEAL_WINDOW, false));
        vm.assertEq(_commit(account, _itemsOf(firstRoot, size)), _batches.length);
    }

    function _stepReveal(uint256 dice) private {
        if (_batches.length == 0) return;
        uint48 commitId = uint48(1 + (dice % _batches.length));
        Batch storage batch = _batches[commitId - 1];
        IContributionLedger.Item[] memory items = _itemsOf(batch.firstRoot, batch.size);
        bool isLegal = _expectRevealOutcome(commitId, batch, items);
        vm.prank(contributor);
        ContributionId first = ledger.reveal(commitId, items, SALT);
        if (!isLegal) return;

        batch.isRevealed = true;
        _bondsIn += batch.size;
        for (uint24 i = 0; i < batch.size; ++i) {
            _modelReveal(toContributionId(batch.account, first.localOf() + i), commitId, uint256(items[i].contentRoot));
        }
    }

    function _stepJudge(uint256 dice) private {
        if (_entries.length == 0) return;
        Entry storage entry = _entries[dice % _entries.length];
        Entry storage original = _entries[(dice >> 16) % _entries.length];
        uint256 choice = (dice >> 32) % 4;
        IContributionLedger.Verdict[] memory verdicts =
            choice < 2
                ? _accepted(entry.id)
                : choice == 2
                    ? _rejected(entry.id, _reason(dice))
                    : _repeated(entry.id, original.id);
        if (entry.status != ContributionStatus.Pending) {
            _expectWrongStatus(entry.id, entry.status);
            _judge(verdicts);
            return;
        }
        if (choice == 3 && !_isEarlier(original, entry)) {
            vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_BadOriginal.selector, entry.id, original.id));
            _judge(verdicts);
            return;
        }
        _judge(verdicts);
        entry.status = verdicts[0].status;
        entry.wasAccepted = choice < 2;
        _modelRelease(entry, choice < 2);
        bool isCurable = _reason(dice) == VerdictReason.LicenceMissing;
        if (choice == 2 && isCurable) _holders[entry.root] = 0;
    }

    function _stepWithdraw(uint256 dice) private {
        if (_entries.length == 0) return;
        Entry storage entry = _entries[dice % _entries.length];
        ContributionId[] memory list = new ContributionId[](1);
        list[0] = entry.id;
        bool isOwn = (dice >> 16) % 4 != 0;
        address caller = isOwn ? accounts.controllerOf(entry.id.accountOf()) : stranger;
        bool isLegal = entry.status == ContributionStatus.Pending || entry.status == ContributionStatus.Accepted;
        if (!isOwn) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, entry.id.accountOf(), stranger)
            );
        } else if (!isLegal) {
            _expectWrongStatus(entry.id, entry.status);
        }
        vm.prank(caller);
        ledger.withdraw(list);
        if (!isOwn || !isLegal) return;

        entry.status = ContributionStatus.Withdrawn;
        _modelRelease(entry, true);
    }

    function _stepRefund(uint256 dice) private {
        AccountId account = dice % 3 == 0 ? commons : _account(dice);
        uint256 due = _refunds[account];
        if (due == 0) {
            vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_NothingToRefund.selector, account));
            ledger.withdrawRefund(account);
            return;
        }
        uint256 before = token.balanceOf(accounts.payoutOf(account));
        vm.assertEq(NanoOpen.unwrap(ledger.withdrawRefund(account)), due * BOND);
        vm.assertEq(token.balanceOf(accounts.payoutOf(account)) - before, due * BOND * 1e9);
        _refunds[account] = 0;
        _bondsOut += due;
    }

    /* MODEL */

    function _modelReveal(ContributionId id, uint48 commitId, uint256 root) private {
        _entries.push(Entry(id, root, commitId, ContributionStatus.Pending, false, true));
        uint256 holder = _holders[root];
        if (holder != 0 && _entries[holder - 1].commit <= commitId) {
            Entry storage copy = _entries[_entries.length - 1];
            copy.status = ContributionStatus.Duplicate;
            _modelRelease(copy, false);
            return;
        }
        _holders[root] = _entries.length;
        if (holder == 0) return;
        Entry storage displaced = _entries[holder - 1];
        if (displaced.status == ContributionStatus.Rejected) return;
        displaced.status = ContributionStatus.Duplicate;
        _modelRelease(displaced, false);
    }

    function _modelRelease(Entry storage entry, bool toContributor) private {
        if (!entry.isBonded) return;
        entry.isBonded = false;
        ++_refunds[toContributor ? entry.id.accountOf() : commons];
    }

    /// @return isLegal Whether the reveal must succeed; otherwise its error is expected.
    function _expectRevealOutcome(
        uint48 commitId,
        Batch storage batch,
        IContributionLedger.Item[] memory items
    ) private returns (bool isLegal) {
        bytes memory reason;
        if (block.number <= batch.blockNumber) {
            reason = abi.encodeWithSelector(IContributionLedger.ContributionLedger_RevealTooEarly.selector, commitId, block.number);
        } else if (block.timestamp > batch.deadline) {
            reason = abi.encodeWithSelector(IContributionLedger.ContributionLedger_RevealTooLate.selector, commitId, batch.deadline);
        } else if (batch.isRevealed) {
            bytes32 hash = ledger.commitHash(batch.account, datanet, 1, items, SALT);
            reason = abi.encodeWithSelector(IContributionLedger.ContributionLedger_RevealMismatch.selector, commitId, 0, hash);
        } else {
            return true;
        }
        vm.expectRevert(reason);
    }

    function _isEarlier(Entry storage original, Entry storage entry) private view returns (bool) {
        if (original.commit != entry.commit) return original.commit < entry.commit;
        return original.id.localOf() < entry.id.localOf();
    }

    /* CHECKS */

    function _checkAll() private view {
        uint256 held;
        for (uint256 i = 0; i < _entries.length; ++i) {
            Entry storage entry = _entries[i];
            IContributionLedger.Contribution memory stored = ledger.contributionOf(entry.id);
            vm.assertEq(uint8(stored.status), uint8(entry.status), "status");
            vm.assertEq(NanoOpen.unwrap(stored.bond), entry.isBonded ? BOND : 0, "bond");
            vm.assertEq(stored.commit, entry.commit, "commit");
            vm.assertEq(_standingOf(entry.id), uint8(_expectedStanding(entry)), "standing");
            vm.assertEq(stored.noveltyPpm != 0 ? 1 : 0, _mayHaveNovelty(entry) ? 1 : 0, "novelty");
            if (entry.isBonded) ++held;
        }
        for (uint256 root = 1; root <= ROOTS + 2; ++root) {
            uint256 holder = _holders[root];
            _assertHolder(bytes32(root), holder == 0 ? NONE : _entries[holder - 1].id);
        }
        _assertRefund(contributorAccount, _refunds[contributorAccount]);
        _assertRefund(rivalAccount, _refunds[rivalAccount]);
        _assertRefund(commons, _refunds[commons]);
        uint256 refundable = _refunds[contributorAccount] + _refunds[rivalAccount] + _refunds[commons];
        vm.assertEq(_bondsIn, held + refundable + _bondsOut, "bonds");
        vm.assertEq(token.balanceOf(address(ledger)), (held + refundable) * BOND * 1e9, "balance");
    }

    function _expectedStanding(Entry storage entry) private view returns (Standing) {
        if (!entry.wasAccepted) return Standing.Unaccepted;
        if (entry.status == ContributionStatus.Accepted) return Standing.Accepted;
        return entry.status == ContributionStatus.Withdrawn ? Standing.Withdrawn : Standing.Voided;
    }

    function _mayHaveNovelty(Entry storage entry) private view returns (bool) {
        return entry.wasAccepted && entry.status != ContributionStatus.Duplicate;
    }

    function _account(uint256 dice) private view returns (AccountId) {
        return dice % 2 == 0 ? contributorAccount : rivalAccount;
    }

    function _reason(uint256 dice) private pure returns (VerdictReason) {
        return (dice >> 40) % 2 == 0 ? VerdictReason.LicenceMissing : VerdictReason.LowQuality;
    }

    /// @dev Neighbouring roots, the last repeated once in a batch of three: batches overlap, and repeat themselves.
    function _itemsOf(uint256 firstRoot, uint256 size) private pure returns (IContributionLedger.Item[] memory items) {
        items = _items(firstRoot, size);
        if (size == 3) items[2].contentRoot = items[1].contentRoot;
    }
}
