// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionLedger} from "../interfaces/IContributionLedger.sol";

import {Bits} from "../libraries/Bits.sol";
import {Votes} from "../libraries/Votes.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus, VerdictReason} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

import {RoundState} from "./RoundState.sol";

/// @title RoundSettlement
/// @dev What happens when items become final: verdicts go to the ledger, fees to members who agreed, the rest back. For every item and level,
/// nominal seats * fee = earned + returned, and each appeal bond goes to exactly one account.
abstract contract RoundSettlement is RoundState {
    using Bits for uint128;

    /// @param top Highest level that was paid for.
    /// @param finalItems Items to settle, by index.
    /// @param accepted Which of them are accepted in the end.
    /// @param outcomes Reason and score of each, by index.
    /// @param isVoid Whether there is no verdict.
    /// @param isDefault Whether an escalation ended unanswered.
    struct Settlement {
        uint48 round;
        uint8 top;
        uint128 finalItems;
        uint128 accepted;
        uint64[] outcomes;
        bool isVoid;
        bool isDefault;
    }

    uint8 internal constant SILENCE = 1;
    uint8 private constant MISSED_ANSWERS = 2;

    function _settle(Settlement memory settlement, ContributionId[] calldata items) internal {
        if (!settlement.isVoid) _judge(settlement, items);
        for (uint256 i = 0; i < items.length; ++i) {
            if (settlement.finalItems.has(i)) _setJudged(items[i], false);
        }
        emit ItemsFinalised(
            settlement.round, settlement.top, settlement.finalItems, settlement.accepted, settlement.isVoid
        );
        uint256 toPayer;
        for (uint256 i = 0; i < items.length; ++i) {
            if (settlement.finalItems.has(i)) toPayer += _returnFees(settlement, i);
        }
        // Fits: a part of the fees paid in.
        _credit(_rounds[settlement.round].payer, uint64(toPayer));
        for (uint8 level = 0; level <= settlement.top; ++level) {
            _payMembers(settlement, level);
        }
        if (!settlement.isVoid) _punishMissedAnswers(settlement);
    }

    /* VERDICTS */

    /// @dev Reports what is still pending. An item that a proof or a dispute decided meanwhile counts as rejected; one that was withdrawn keeps
    /// the panel's verdict for the fees. A Datanet that changed its admission meanwhile gets no verdicts from here, and nobody is stuck.
    function _judge(Settlement memory settlement, ContributionId[] calldata items) private {
        uint128 pending;
        for (uint256 i = 0; i < items.length; ++i) {
            if (!settlement.finalItems.has(i)) continue;
            ContributionStatus status = ledger.contributionOf(items[i]).status;
            if (status == ContributionStatus.Pending) pending |= uint128(1) << uint128(i);
            if (status == ContributionStatus.Duplicate || status == ContributionStatus.Removed) {
                settlement.accepted &= ~(uint128(1) << uint128(i));
            }
        }
        if (pending == 0 || datanets.admissionOf(_rounds[settlement.round].datanet) != address(this)) return;

        IContributionLedger.Verdict[] memory verdicts = new IContributionLedger.Verdict[](pending.count());
        uint256 found;
        for (uint256 i = 0; found < verdicts.length; ++i) {
            if (!pending.has(i)) continue;
            (uint8 reason, uint24 score) = Votes.split(settlement.outcomes[i]);
            verdicts[found++] = IContributionLedger.Verdict({
                contribution: items[i],
                status: reason == 0 ? ContributionStatus.Accepted : ContributionStatus.Rejected,
                reason: VerdictReason(reason),
                noveltyPpm: score,
                original: ContributionId.wrap(0)
            });
        }
        ledger.judge(_rounds[settlement.round].datanet, verdicts, address(this));
    }

    /* MONEY */

    /// @dev Returns an item's appeal bonds and unearned fees to the appellants; the result is what the round's payer gets back.
    function _returnFees(Settlement memory settlement, uint256 item) private returns (uint256 toPayer) {
        uint48 round = settlement.round;
        AccountId winner = _settleAppeals(settlement, item);
        for (uint8 level = 0; level <= settlement.top; ++level) {
            uint256 unearned = uint256(_levels[round][level].nominal) - _agreeing(settlement, level, item).count();
            unearned *= _feePerVote;
            // Fits: a part of the fees paid in.
            if (!winner.isNone()) _credit(winner, uint64(unearned));
            else if (level == 0) toPayer = unearned;
            else _credit(_appellants[round][level - 1][item], uint64(unearned));
        }
    }

    /// @dev Settles the item's bonds. The last appellant whom the final verdict proves right gets all that was not earned.
    function _settleAppeals(Settlement memory settlement, uint256 item) private returns (AccountId winner) {
        uint48 round = settlement.round;
        bool isAccepted = settlement.accepted.has(item);
        for (uint8 level = 0; level < settlement.top; ++level) {
            AccountId appellant = _appellants[round][level][item];
            (uint8 reason, ) = Votes.split(_recordOf(round, level, item));
            bool isRight = (reason == 0) != isAccepted;
            if (isRight) winner = appellant;
            bool isReturned = isRight || (settlement.isDefault && level + 1 == settlement.top);
            _credit(isReturned ? appellant : commons, _appealBond);
            // Fits: fewer than 128 items.
            emit AppealSettled(round, level, uint8(item), appellant, NanoOpen.wrap(_appealBond), isReturned);
        }
    }

    /// @dev Pays the members of a level. What a member earned is what the items' fees were reduced by, so both sides agree to the nano-OPEN.
    function _payMembers(Settlement memory settlement, uint8 level) private {
        Level storage at = _levels[settlement.round][level];
        uint256 size = at.size;
        if (at.revealed == 0) return;
        uint64[] memory amounts = new uint64[](size);
        for (uint128 rest = settlement.finalItems; rest != 0; ) {
            uint256 item = _lowest(rest);
            rest &= rest - 1;
            uint128 agreeing = _agreeing(settlement, level, item);
            for (uint256 seat = 0; seat < size; ++seat) {
                if (agreeing.has(seat)) amounts[seat] += _feePerVote;
            }
        }
        staking.reward(_rounds[settlement.round].datanet, panels.membersOf(at.draw), amounts);
    }

    /// @dev Members who voted otherwise than a known answer that became the final verdict.
    function _punishMissedAnswers(Settlement memory settlement) private {
        Round storage stored = _rounds[settlement.round];
        Level storage at = _levels[settlement.round][0];
        // An answer that the final verdict contradicts proves nothing against anybody.
        uint128 confirmed = settlement.finalItems & stored.known & ~(settlement.accepted ^ stored.knownAccept);
        if (confirmed == 0) return;
        AccountId[] memory members = panels.membersOf(at.draw);
        uint256[] memory missed = new uint256[](members.length);
        for (uint128 rest = confirmed; rest != 0; ) {
            uint128 wrong = at.revealed & ~_agreeing(settlement, 0, _lowest(rest));
            rest &= rest - 1;
            for (uint256 seat = 0; seat < members.length; ++seat) {
                if (wrong.has(seat)) ++missed[seat];
            }
        }
        for (uint256 seat = 0; seat < members.length; ++seat) {
            if (missed[seat] == 0) continue;
            _punish({
                round: settlement.round,
                // The level at which the items became final: answers of one round may be confirmed at several.
                level: settlement.top,
                kind: MISSED_ANSWERS,
                validator: members[seat],
                penalty: missed[seat] * _knownAnswerPenalty,
                harmed: stored.payer,
                claim: missed[seat] * _feePerVote
            });
        }
    }

    /// @dev Seats of a level that earn an item's fee: all who showed votes where no quorum came together, else those who agree.
    function _agreeing(Settlement memory settlement, uint8 level, uint256 item) private view returns (uint128) {
        Level storage at = _levels[settlement.round][level];
        if (!at.isDecided) return at.revealed;
        uint128 accepting = _recordOf(settlement.round, level, item) >> 32;
        return settlement.accepted.has(item) ? accepting : at.revealed & ~accepting;
    }

    function _lowest(uint128 set) private pure returns (uint256 index) {
        return Bits.count((set & (~set + 1)) - 1);
    }
}
