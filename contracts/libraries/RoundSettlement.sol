// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAccountCredits} from "../interfaces/IAccountCredits.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IValidationRounds} from "../interfaces/IValidationRounds.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus, VerdictReason} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

import {Bits} from "./Bits.sol";
import {RoundBook} from "./RoundBook.sol";
import {RoundPenalties} from "./RoundPenalties.sol";
import {Votes} from "./Votes.sol";

/// @title RoundSettlement
/// @notice What happens when items become final: verdicts go to the ledger, fees to members who agreed, the rest back.
/// @dev Linked to `ValidationRounds`, which would be too large with it. For every item and level, nominal seats * fee = earned + returned, and each appeal
/// bond goes to exactly one account.
library RoundSettlement {
    using Bits for uint128;
    using RoundBook for RoundBook.Book;

    /// @param top Highest level that was paid for.
    /// @param finalItems Items to settle, by index.
    /// @param phase Phase they were in.
    struct Final {
        uint48 round;
        uint8 top;
        uint128 finalItems;
        IValidationRounds.Phase phase;
    }

    /// @param top See `Final`.
    /// @param finalItems See `Final`.
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

    /// @notice Settles items by the records of the last panel that decided. `credits` is the caller's mapping; what is added to it in
    /// all is returned.
    function finalise(
        RoundBook.Book storage book,
        mapping(AccountId account => NanoOpen) storage credits,
        RoundBook.Wiring memory wiring,
        Final memory batch,
        ContributionId[] calldata items
    ) external returns (uint64 credited) {
        Settlement memory settlement = _begin(batch, items.length);
        settlement.isVoid = batch.phase == IValidationRounds.Phase.Voiding;
        settlement.isDefault = batch.phase == IValidationRounds.Phase.Escalated;
        if (!settlement.isVoid) _readOutcomes(book, settlement);
        return _settle(book, credits, wiring, settlement, items);
    }

    /// @notice Settles `finalItems` by governance's votes, one for each of them.
    function rule(
        RoundBook.Book storage book,
        mapping(AccountId account => NanoOpen) storage credits,
        RoundBook.Wiring memory wiring,
        Final memory batch,
        bytes calldata votes,
        ContributionId[] calldata items
    ) external returns (uint64 credited) {
        Votes.requireCoherent(votes, batch.finalItems.count());
        Settlement memory settlement = _begin(batch, items.length);
        _readRuling(settlement, votes);
        return _settle(book, credits, wiring, settlement, items);
    }

    function _begin(Final memory batch, uint256 count) private pure returns (Settlement memory settlement) {
        settlement.round = batch.round;
        settlement.top = batch.top;
        settlement.finalItems = batch.finalItems;
        settlement.outcomes = new uint64[](count);
    }

    /// @dev An undecided level left no records: then those of the panel before it stand.
    function _readOutcomes(RoundBook.Book storage book, Settlement memory settlement) private view {
        uint8 decided = settlement.isDefault ? settlement.top - 1 : settlement.top;
        for (uint256 i = 0; i < settlement.outcomes.length; ++i) {
            if (settlement.finalItems.has(i)) _setOutcome(settlement, i, book.recordOf(settlement.round, decided, i));
        }
    }

    function _readRuling(Settlement memory settlement, bytes calldata votes) private pure {
        uint256 found;
        for (uint256 i = 0; i < settlement.outcomes.length; ++i) {
            if (settlement.finalItems.has(i)) _setOutcome(settlement, i, Votes.at(votes, found++));
        }
    }

    function _setOutcome(Settlement memory settlement, uint256 item, uint64 outcome) private pure {
        settlement.outcomes[item] = outcome;
        (uint8 reason, ) = Votes.split(outcome);
        if (reason == 0) settlement.accepted |= uint128(1) << uint128(item);
    }

    function _settle(
        RoundBook.Book storage book,
        mapping(AccountId account => NanoOpen) storage credits,
        RoundBook.Wiring memory wiring,
        Settlement memory settlement,
        ContributionId[] calldata items
    ) private returns (uint64 credited) {
        if (!settlement.isVoid) _judge(book, wiring, settlement, items);
        credited = _settleAnswersBond(book, credits, wiring, settlement);
        emit IValidationRounds.ItemsFinalised(
            settlement.round,
            settlement.top,
            settlement.finalItems,
            settlement.accepted,
            settlement.isVoid
        );
        uint256 toPayer;
        for (uint256 i = 0; i < items.length; ++i) {
            if (!settlement.finalItems.has(i)) continue;
            book.setJudged(items[i], false);
            (uint256 payerPart, uint256 appellantPart) = _returnMoney(book, credits, wiring, settlement, i);
            toPayer += payerPart;
            credited += uint64(appellantPart);
        }
        _credit(credits, book.rounds[settlement.round].payer, toPayer);
        credited += uint64(toPayer);
        for (uint8 level = 0; level <= settlement.top; ++level) {
            _payMembers(book, wiring, settlement, level);
        }
        if (!settlement.isVoid) _punishMissed(book, wiring, settlement);
    }

    /// @dev Known answers that were promised and not shown in time cost their bond; where nobody judged there was nothing to show.
    function _settleAnswersBond(
        RoundBook.Book storage book,
        mapping(AccountId account => NanoOpen) storage credits,
        RoundBook.Wiring memory wiring,
        Settlement memory settlement
    ) private returns (uint64 bond) {
        IValidationRounds.Round storage stored = book.rounds[settlement.round];
        if (stored.answersHash == bytes32(0)) return 0;
        bond = wiring.parameters.appealBond;
        AccountId account = settlement.isVoid ? stored.payer : wiring.commons;
        stored.answersHash = bytes32(0);
        _credit(credits, account, bond);
        emit IValidationRounds.AnswersBondSettled(settlement.round, account, NanoOpen.wrap(bond), settlement.isVoid);
    }

    /// @dev Reports what is still pending. An item that a proof or a dispute decided meanwhile counts as rejected; one that was withdrawn keeps
    /// the panel's verdict for the fees. A Datanet that changed its admission meanwhile gets no verdicts from here, and nobody is stuck.
    function _judge(
        RoundBook.Book storage book,
        RoundBook.Wiring memory wiring,
        Settlement memory settlement,
        ContributionId[] calldata items
    ) private {
        uint128 pending;
        for (uint256 i = 0; i < items.length; ++i) {
            if (!settlement.finalItems.has(i)) continue;
            ContributionStatus status = wiring.ledger.contributionOf(items[i]).status;
            if (status == ContributionStatus.Pending) pending |= uint128(1) << uint128(i);
            if (status == ContributionStatus.Duplicate || status == ContributionStatus.Removed) {
                settlement.accepted &= ~(uint128(1) << uint128(i));
            }
        }
        if (pending == 0 || wiring.datanets.admissionOf(book.rounds[settlement.round].datanet) != address(this)) return;

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
        wiring.ledger.judge(book.rounds[settlement.round].datanet, verdicts, address(this));
    }

    /// @dev Returns an item's appeal bonds and unearned fees to appellants and commons; the rest is what the round's payer gets back.
    function _returnMoney(
        RoundBook.Book storage book,
        mapping(AccountId account => NanoOpen) storage credits,
        RoundBook.Wiring memory wiring,
        Settlement memory settlement,
        uint256 item
    ) private returns (uint256 toPayer, uint256 toOthers) {
        AccountId winner = _settleAppeals(book, credits, wiring, settlement, item);
        toOthers = uint256(settlement.top) * wiring.parameters.appealBond;
        for (uint8 level = 0; level <= settlement.top; ++level) {
            uint256 unearned = uint256(book.levels[settlement.round][level].nominal) - _agreeing(book, settlement, level, item).count();
            unearned *= wiring.parameters.feePerVote;
            if (level == 0 && winner.isNone()) {
                toPayer = unearned;
                continue;
            }
            _credit(credits, winner.isNone() ? book.appellants[settlement.round][level - 1][item] : winner, unearned);
            toOthers += unearned;
        }
    }

    /// @dev Settles the item's bonds. The last appellant whom the final verdict proves right gets all that was not earned.
    function _settleAppeals(
        RoundBook.Book storage book,
        mapping(AccountId account => NanoOpen) storage credits,
        RoundBook.Wiring memory wiring,
        Settlement memory settlement,
        uint256 item
    ) private returns (AccountId winner) {
        uint48 round = settlement.round;
        NanoOpen bond = NanoOpen.wrap(wiring.parameters.appealBond);
        bool isAccepted = settlement.accepted.has(item);
        for (uint8 level = 0; level < settlement.top; ++level) {
            AccountId appellant = book.appellants[round][level][item];
            bool isRight = _isAcceptedAt(book, round, level, item) != isAccepted;
            if (isRight) winner = appellant;
            bool isReturned = isRight || (settlement.isDefault && level + 1 == settlement.top);
            _credit(credits, isReturned ? appellant : wiring.commons, wiring.parameters.appealBond);
            // Fits: fewer than 128 items.
            emit IValidationRounds.AppealSettled(round, level, uint8(item), appellant, bond, isReturned);
        }
    }

    /// @dev Pays the members of a level. What a member earned is what the items' fees were reduced by, so both sides agree to the nano-OPEN.
    function _payMembers(RoundBook.Book storage book, RoundBook.Wiring memory wiring, Settlement memory settlement, uint8 level) private {
        IValidationRounds.Level memory at = book.levels[settlement.round][level];
        if (at.revealed == 0) return;
        uint64[] memory amounts = new uint64[](at.size);
        for (uint128 rest = settlement.finalItems; rest != 0; rest &= rest - 1) {
            uint128 agreeing = _agreeing(book, settlement, level, _lowest(rest));
            for (uint256 seat = 0; seat < at.size; ++seat) {
                if (agreeing.has(seat)) amounts[seat] += wiring.parameters.feePerVote;
            }
        }
        wiring.staking.reward(book.rounds[settlement.round].datanet, wiring.panels.membersOf(at.draw), amounts);
    }

    /// @dev Members who voted otherwise than a known answer that became the final verdict.
    function _punishMissed(RoundBook.Book storage book, RoundBook.Wiring memory wiring, Settlement memory settlement) private {
        IValidationRounds.Round storage stored = book.rounds[settlement.round];
        // An answer that the final verdict contradicts proves nothing against anybody.
        uint128 confirmed = settlement.finalItems & stored.known & ~(settlement.accepted ^ stored.knownAccept);
        if (confirmed == 0) return;
        IValidationRounds.Level memory at = book.levels[settlement.round][0];
        AccountId[] memory members = wiring.panels.membersOf(at.draw);
        uint256[] memory missed = new uint256[](members.length);
        for (uint128 rest = confirmed; rest != 0; rest &= rest - 1) {
            uint128 wrong = at.revealed & ~_agreeing(book, settlement, 0, _lowest(rest));
            for (uint256 seat = 0; seat < members.length; ++seat) {
                if (wrong.has(seat)) ++missed[seat];
            }
        }
        RoundPenalties.punishMissed(book, wiring, settlement.round, settlement.top, members, missed);
    }

    /// @dev Seats of a level that earn an item's fee: all who showed votes where no quorum came together, else those who agree.
    function _agreeing(
        RoundBook.Book storage book,
        Settlement memory settlement,
        uint8 level,
        uint256 item
    ) private view returns (uint128) {
        IValidationRounds.Level storage at = book.levels[settlement.round][level];
        if (!at.isDecided) return at.revealed;
        uint128 accepting = book.recordOf(settlement.round, level, item) >> 32;
        return settlement.accepted.has(item) ? accepting : at.revealed & ~accepting;
    }

    function _isAcceptedAt(RoundBook.Book storage book, uint48 round, uint8 level, uint256 item) private view returns (bool) {
        (uint8 reason, ) = Votes.split(book.recordOf(round, level, item));
        return reason == 0;
    }

    function _credit(mapping(AccountId account => NanoOpen) storage credits, AccountId account, uint256 amount) private {
        if (amount == 0) return;
        // Fits: a part of what was paid in, which is below the supply of 2^60 nano-OPEN.
        uint64 added = uint64(amount);
        credits[account] = NanoOpen.wrap(NanoOpen.unwrap(credits[account]) + added);
        emit IAccountCredits.AccountCredited(account, NanoOpen.wrap(added));
    }

    function _lowest(uint128 set) private pure returns (uint256 index) {
        return Bits.count((set & (~set + 1)) - 1);
    }
}
