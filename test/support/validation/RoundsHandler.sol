// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ContributionLedger} from "../../../contracts/datanet/ContributionLedger.sol";
import {IValidationRounds} from "../../../contracts/interfaces/IValidationRounds.sol";
import {OpenTokenLike} from "./OpenTokenLike.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../../contracts/types/Contribution.sol";
import {ContributionId} from "../../../contracts/types/ContributionId.sol";
import {NanoOpen} from "../../../contracts/types/NanoOpen.sol";
import {PanelDraws} from "../../../contracts/validation/PanelDraws.sol";
import {ValidationRounds} from "../../../contracts/validation/ValidationRounds.sol";
import {ValidationBase} from "./ValidationBase.sol";

/// @notice Contributes, judges, appeals, withdraws and removes at random, tries what is not due, and watches which edges were taken.
contract RoundsHandler is ValidationBase {
    uint256 private constant SEATS = 7;
    uint256 private constant MAX_ITEMS = 24;

    struct Known {
        ContributionId[] items;
        IValidationRounds.Phase phase;
    }

    ContributionId[] private _ids;
    mapping(ContributionId contribution => ContributionStatus) private _statuses;
    Known[] private _known;

    uint256 public bondsPaid;
    uint256 public refundsPaid;
    uint256 public illegalItemEdges;
    uint256 public illegalRoundEdges;
    uint256 public breaches;
    uint256 public finalised;

    constructor() {
        setUp();
        _seat(SEATS);
    }

    /// @dev The fuzzer calls every public function: a second set-up would begin another world.
    function setUp() public override {
        if (address(staking) == address(0)) super.setUp();
    }

    /* WHAT ANYBODY MAY DO */

    function contribute(uint256 count) external {
        count = 1 + (count % 3);
        if (_ids.length + count > MAX_ITEMS) return;
        uint256 before = token.balanceOf(address(ledger));
        ContributionId[] memory items = _items(count);
        bondsPaid += token.balanceOf(address(ledger)) - before;
        for (uint256 i = 0; i < count; ++i) {
            _ids.push(items[i]);
            _statuses[items[i]] = ContributionStatus.Pending;
        }
    }

    function open(bool isSeeded) external {
        ContributionId[] memory items = _pending();
        if (items.length == 0) return;
        bytes32 answers = isSeeded ? rounds.answersHashOf(1, 1, "s") : bytes32(0);
        vm.prank(owner);
        rounds.open(datanet, items, ownerAccount, answers);
        _known.push(Known({items: items, phase: IValidationRounds.Phase.None}));
        _observe();
    }

    /// @dev The next step of a round, with random votes.
    function step(uint256 which, uint256 seed) external {
        if (_known.length == 0) return;
        uint48 round = _round(which);
        IValidationRounds.Phase phase = _phase(round);
        if (phase == IValidationRounds.Phase.Drawing) _draw(round);
        else if (phase == IValidationRounds.Phase.Committing) _cast(round, _randomBallots(round, seed));
        else if (phase == IValidationRounds.Phase.Appealing && seed % 3 == 0) _appealOrReveal(round, seed);
        else if (phase == IValidationRounds.Phase.Escalated && seed % 2 == 0) _rule(round, seed);
        else if (phase != IValidationRounds.Phase.Closed) _finish(round);
        _observe();
    }

    function withdraw(uint256 which) external {
        if (_ids.length == 0) return;
        ContributionId[] memory list = new ContributionId[](1);
        list[0] = _ids[which % _ids.length];
        vm.prank(contributor);
        try ledger.withdraw(list) {} catch {}
        _observe();
    }

    function remove(uint256 which) external {
        if (_ids.length == 0) return;
        vm.prank(rival);
        try removals.request(_ids[which % _ids.length], VerdictReason.PersonalData, rivalAccount, "evidence", "") returns (uint48 request) {
            vm.prank(arbiter);
            removals.rule(request, which % 2 == 0);
        } catch {}
        _observe();
    }

    function takeMoney(uint256 which) external {
        AccountId[4] memory list = [contributorAccount, commons, ownerAccount, rivalAccount];
        AccountId account = list[which % 4];
        try ledger.withdrawRefund(account) returns (NanoOpen amount) {
            refundsPaid += amount.toTokenUnits();
        } catch {}
        try rounds.withdrawCredit(account) {} catch {}
    }

    function wait_(uint256 time) external {
        _wait(1 + (time % 3 days));
        _observe();
    }

    /// @dev Everything that the phase does not have, tried; a success is a breach.
    function tryForbidden(uint256 which) external {
        if (_known.length == 0) return;
        uint48 round = _round(which);
        IValidationRounds.Phase phase = _phase(round);
        ContributionId[] memory items = _known[round - 1].items;
        if (phase != IValidationRounds.Phase.Revealing) {
            try rounds.tally(round, new bytes[](5)) {
                ++breaches;
            } catch {}
        }
        if (phase != IValidationRounds.Phase.Appealing) {
            vm.prank(rival);
            try rounds.appeal(round, 1, rivalAccount) {
                ++breaches;
            } catch {}
            try rounds.revealAnswers(round, 1, 1, "s") {
                ++breaches;
            } catch {}
        }
        if (phase == IValidationRounds.Phase.Closed || phase < IValidationRounds.Phase.Appealing) {
            try rounds.finalise(round, items) {
                ++breaches;
            } catch {}
            vm.prank(arbiter);
            try rounds.rule(round, items, "") {
                ++breaches;
            } catch {}
        }
        if (phase == IValidationRounds.Phase.Closed) {
            try rounds.advance(round) {
                ++breaches;
            } catch {}
        }
        vm.prank(stranger);
        try ledger.withdraw(items) {
            ++breaches;
        } catch {}
    }

    /* FOR THE INVARIANTS */

    /// @dev Ends every round by calls that are open to anyone.
    function endAll() external {
        for (uint48 round = 1; round <= _known.length; ++round) {
            for (uint256 i = 0; i < 40 && _phase(round) != IValidationRounds.Phase.Closed; ++i) _finish(round);
            if (_phase(round) != IValidationRounds.Phase.Closed) ++breaches;
        }
        _observe();
    }

    function bondsHeld() external view returns (uint256 sum) {
        for (uint256 i = 0; i < _ids.length; ++i) sum += ledger.contributionOf(_ids[i]).bond.toTokenUnits();
    }

    function refundsDue() external view returns (uint256) {
        uint256 due = ledger.refundOf(contributorAccount).toTokenUnits() + ledger.refundOf(commons).toTokenUnits();
        return due + ledger.refundOf(rivalAccount).toTokenUnits() + ledger.refundOf(proverAccount).toTokenUnits();
    }

    function isAllClosed() public view returns (bool) {
        for (uint48 round = 1; round <= _known.length; ++round) {
            if (_phase(round) != IValidationRounds.Phase.Closed) return false;
        }
        return true;
    }

    /// @dev A standing begins with acceptance and is never taken back, only voided.
    function isStandingRight() external view returns (bool) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            Standing standing = ledger.standingOf(_ids[i]);
            ContributionStatus status = ledger.contributionOf(_ids[i]).status;
            if ((status == ContributionStatus.Accepted) != (standing == Standing.Accepted)) return false;
            if (status == ContributionStatus.Rejected && standing != Standing.Unaccepted) return false;
        }
        return true;
    }

    function system() external view returns (ContributionLedger, ValidationRounds, PanelDraws, OpenTokenLike) {
        return (ledger, rounds, panels, OpenTokenLike(address(token)));
    }

    /* STEPS */

    function _round(uint256 which) private view returns (uint48) {
        return uint48(1 + (which % _known.length));
    }

    function _pending() private view returns (ContributionId[] memory items) {
        uint256 count;
        ContributionId[] memory found = new ContributionId[](3);
        for (uint256 i = 0; i < _ids.length && count < 3; ++i) {
            bool isFree = ledger.contributionOf(_ids[i]).status == ContributionStatus.Pending && !rounds.isUnderJudgement(_ids[i]);
            if (isFree) found[count++] = _ids[i];
        }
        items = new ContributionId[](count);
        for (uint256 i = 0; i < count; ++i) items[i] = found[i];
    }

    function _randomBallots(uint48 round, uint256 seed) private view returns (bytes[] memory ballots) {
        ballots = new bytes[](_members(round).length);
        for (uint256 seat = 0; seat < ballots.length; ++seat) {
            uint256 dice = uint256(keccak256(abi.encode(seed, seat)));
            // One in eight is silent.
            if (dice % 8 == 0) continue;
            for (uint128 active = rounds.roundOf(round).active; active != 0; active &= active - 1) {
                dice = uint256(keccak256(abi.encode(dice)));
                ballots[seat] = bytes.concat(ballots[seat], dice % 2 == 0 ? _vote(0, 500_000) : _vote(9, 0));
            }
        }
    }

    function _appealOrReveal(uint48 round, uint256 seed) private {
        if (seed % 2 == 0) {
            try rounds.revealAnswers(round, 1, 1, "s") {} catch {}
            return;
        }
        uint128 items = rounds.roundOf(round).active & ~rounds.roundOf(round).appealed;
        if (seed % 5 == 0) items &= 1;
        vm.prank(rival);
        try rounds.appeal(round, items, rivalAccount) {} catch {}
    }

    function _rule(uint48 round, uint256 seed) private {
        bytes memory votes;
        for (uint128 active = rounds.roundOf(round).active; active != 0; active &= active - 1) {
            votes = bytes.concat(votes, seed % 4 == 0 ? _vote(0, 400_000) : _vote(8, 0));
        }
        vm.prank(arbiter);
        try rounds.rule(round, _known[round - 1].items, votes) {} catch {}
    }

    /// @dev What anyone may do after the deadline.
    function _finish(uint48 round) private {
        IValidationRounds.Round memory stored = rounds.roundOf(round);
        if (stored.phase == IValidationRounds.Phase.Drawing) {
            _draw(round);
            return;
        }
        if (block.timestamp <= stored.deadline) _wait(stored.deadline - block.timestamp + 1);
        if (stored.phase == IValidationRounds.Phase.Committing) rounds.advance(round);
        else if (stored.phase == IValidationRounds.Phase.Revealing) rounds.tally(round, new bytes[](_members(round).length));
        else rounds.finalise(round, _known[round - 1].items);
    }

    /* EDGES */

    function _observe() private {
        for (uint256 i = 0; i < _ids.length; ++i) {
            ContributionStatus status = ledger.contributionOf(_ids[i]).status;
            if (!_isItemEdge(_statuses[_ids[i]], status)) ++illegalItemEdges;
            _statuses[_ids[i]] = status;
        }
        for (uint256 i = 0; i < _known.length; ++i) {
            IValidationRounds.Phase phase = _phase(uint48(i + 1));
            bool isOver = _known[i].phase == IValidationRounds.Phase.Closed;
            if (isOver && phase != IValidationRounds.Phase.Closed) ++illegalRoundEdges;
            if (phase == IValidationRounds.Phase.None) ++illegalRoundEdges;
            if (_known[i].phase == IValidationRounds.Phase.Voiding && phase != IValidationRounds.Phase.Voiding && !_isClosed(phase)) {
                ++illegalRoundEdges;
            }
            if (!isOver && _isClosed(phase)) ++finalised;
            _known[i].phase = phase;
        }
    }

    function _isClosed(IValidationRounds.Phase phase) private pure returns (bool) {
        return phase == IValidationRounds.Phase.Closed;
    }

    function _isItemEdge(ContributionStatus from, ContributionStatus to) private pure returns (bool) {
        if (from == to) return true;
        if (from == ContributionStatus.Pending) return to != ContributionStatus.None;
        bool isTaken = to == ContributionStatus.Duplicate || to == ContributionStatus.Removed;
        if (from == ContributionStatus.Accepted) return isTaken || to == ContributionStatus.Withdrawn;
        return from == ContributionStatus.Withdrawn && isTaken;
    }
}
