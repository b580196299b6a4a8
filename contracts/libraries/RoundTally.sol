// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IValidationRounds} from "../interfaces/IValidationRounds.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";

import {Bits} from "./Bits.sol";
import {RoundBook} from "./RoundBook.sol";
import {RoundPenalties} from "./RoundPenalties.sol";
import {Votes} from "./Votes.sol";

/// @title RoundTally
/// @notice The steps of a round that walk over all its items or seats. Linked to `ValidationRounds`, which would be too large with it.
library RoundTally {
    using Bits for uint128;
    using RoundBook for RoundBook.Book;

    /// @notice Takes pending items under judgement; strictly ascending, so none is there twice.
    function takeItems(
        RoundBook.Book storage book,
        IContributionLedger ledger,
        DatanetId datanet,
        ContributionId[] calldata items
    ) external returns (bytes32 itemsHash) {
        for (uint256 i = 0; i < items.length; ++i) {
            bool isAscending = i == 0 || ContributionId.unwrap(items[i - 1]) < ContributionId.unwrap(items[i]);
            require(isAscending, IValidationRounds.ValidationRounds_NotAscending(i));
            IContributionLedger.Contribution memory item = ledger.contributionOf(items[i]);
            require(
                item.datanet == datanet && item.status == ContributionStatus.Pending,
                IValidationRounds.ValidationRounds_NotPending(items[i], datanet, item.status)
            );
            require(!book.isJudged(items[i]), IValidationRounds.ValidationRounds_AlreadyJudged(items[i]));
            book.setJudged(items[i], true);
        }
        return keccak256(abi.encode(items));
    }

    /// @notice See `Votes.requireCoherent`.
    function requireCoherent(bytes calldata votes, uint256 count) external pure {
        Votes.requireCoherent(votes, count);
    }

    /// @notice Checks the votes against what was shown, writes the records if there is a quorum, and punishes silence.
    function tally(
        RoundBook.Book storage book,
        RoundBook.Wiring memory wiring,
        uint48 round,
        bytes[] calldata votes
    ) external returns (bool isDecided) {
        IValidationRounds.Round storage stored = book.rounds[round];
        uint8 level = stored.level;
        IValidationRounds.Level storage at = book.levels[round][level];
        _requireShown(book, round, level, votes);

        isDecided = 2 * Bits.count(at.revealed) > at.size;
        at.isDecided = isDecided;
        uint64[] memory records = isDecided ? _record(book, round, votes) : new uint64[](0);
        emit IValidationRounds.VotesTallied(round, level, isDecided, stored.active, records);
        RoundPenalties.punishSilence(book, wiring, round);
    }

    /// @notice Members of a level that voted to accept an item.
    function acceptorsOf(
        RoundBook.Book storage book,
        RoundBook.Wiring memory wiring,
        uint48 round,
        uint8 level,
        uint8 item
    ) external view returns (AccountId[] memory acceptors) {
        uint128 mask = book.recordOf(round, level, item) >> 32;
        uint48 draw = book.levels[round][level].draw;
        acceptors = new AccountId[](mask.count());
        uint256 found;
        for (uint8 seat = 0; found < acceptors.length; ++seat) {
            if (mask.has(seat)) acceptors[found++] = wiring.panels.memberAt(draw, seat);
        }
    }

    function _requireShown(RoundBook.Book storage book, uint48 round, uint8 level, bytes[] calldata votes) private view {
        IValidationRounds.Level memory at = book.levels[round][level];
        require(votes.length == at.size, IValidationRounds.ValidationRounds_VotesLength(votes.length, at.size));
        for (uint8 seat = 0; seat < at.size; ++seat) {
            bool isShown = at.revealed & (uint32(1) << seat) != 0;
            bytes32 expected = isShown ? book.votes[round][level][seat] : keccak256("");
            bytes32 given = keccak256(votes[seat]);
            require(given == expected, IValidationRounds.ValidationRounds_WrongVotes(round, seat, expected, given));
        }
    }

    function _record(RoundBook.Book storage book, uint48 round, bytes[] calldata votes) private returns (uint64[] memory records) {
        IValidationRounds.Round memory stored = book.rounds[round];
        records = new uint64[](stored.active.count());
        uint256 found;
        uint256 word;
        for (uint256 i = 0; i < stored.itemCount; ++i) {
            uint256 lane = i % RoundBook.RECORDS;
            if (stored.active.has(i)) {
                records[found] = Votes.tally(votes, found);
                word |= uint256(records[found++]) << (64 * lane);
            }
            if (lane == RoundBook.RECORDS - 1 || i + 1 == stored.itemCount) {
                if (word != 0) book.records[round][stored.level][i / RoundBook.RECORDS] = word;
                word = 0;
            }
        }
    }
}
