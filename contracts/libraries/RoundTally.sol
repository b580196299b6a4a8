// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
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

    /// @notice See `RoundState`.
    uint256 internal constant MAX_KNOWN = 10;
    uint256 internal constant MAX_UNSEEDED = 9;
    /// @dev Items for which one known answer of either kind is needed.
    uint256 private constant SEEDED_ITEMS = 50;

    /// @notice Requires known answers where they are needed, and that a curator gives them. @param datanets The Datanet registry.
    function requireSeeded(address datanets, DatanetId datanet, uint256 count, bytes32 answersHash) external view {
        bool isSeeded = answersHash != bytes32(0);
        require(isSeeded || count <= MAX_UNSEEDED, IValidationRounds.ValidationRounds_AnswersNeeded(count, MAX_UNSEEDED));
        bool isAllowed = !isSeeded || IDatanetRegistry(datanets).isCurator(datanet, msg.sender);
        require(isAllowed, IValidationRounds.ValidationRounds_NotCurator(datanet, msg.sender));
    }

    /// @notice Records the known answers that were promised.
    function revealAnswers(RoundBook.Book storage book, uint48 round, uint128 known, uint128 accept, bytes32 salt) external {
        IValidationRounds.Round storage stored = book.rounds[round];
        bytes32 hash = keccak256(abi.encode(known, accept, salt));
        bool isWithin = known & ~Bits.below(stored.itemCount) == 0 && known.count() <= MAX_KNOWN && accept & ~known == 0;
        require(isWithin && hash == stored.answersHash, IValidationRounds.ValidationRounds_BadAnswers(round, stored.answersHash, hash));
        uint256 needed = stored.itemCount <= MAX_UNSEEDED ? 0 : (uint256(stored.itemCount) + SEEDED_ITEMS - 1) / SEEDED_ITEMS;
        uint256 accepting = accept.count();
        uint256 rejecting = known.count() - accepting;
        require(
            accepting >= needed && rejecting >= needed,
            IValidationRounds.ValidationRounds_TooFewAnswers(round, accepting, rejecting, needed)
        );

        stored.answersHash = bytes32(0);
        stored.known = known;
        stored.knownAccept = accept;
        emit IValidationRounds.AnswersRevealed(round, known, accept, msg.sender);
    }

    /// @notice Records who appeals which items at the current level.
    function appeal(RoundBook.Book storage book, uint48 round, uint128 items, AccountId appellant) external {
        IValidationRounds.Round storage stored = book.rounds[round];
        uint8 level = stored.level;
        if (stored.appealed == 0) book.levels[round][level + 1].funder = appellant;
        stored.appealed |= items;
        for (uint256 i = 0; i < stored.itemCount; ++i) {
            if (items.has(i)) book.appellants[round][level][i] = appellant;
        }
    }

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
