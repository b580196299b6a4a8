// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IValidationRounds} from "../interfaces/IValidationRounds.sol";

import {VerdictReason} from "../types/Contribution.sol";

import {MedianClip} from "./MedianClip.sol";

/// @title Votes
/// @notice Votes of 4 bytes (reason u8 | score u24), and the record of what a panel found of one item: accepting seats u32 | reason u8 | score u24.
library Votes {
    uint256 internal constant SIZE = 4;
    uint256 internal constant MAX_SCORE = 1_000_000;
    /// @dev How far from the median a score counts: a quarter.
    uint256 internal constant KAPPA_PPM = 250_000;
    uint256 private constant REASONS = uint256(type(VerdictReason).max) + 1;

    /// @notice Requires `count` votes, each either an acceptance with a score or a rejection with a reason.
    function requireCoherent(bytes calldata votes, uint256 count) internal pure {
        require(votes.length == count * SIZE, IValidationRounds.ValidationRounds_VotesLength(votes.length, count * SIZE));
        for (uint256 i = 0; i < count; ++i) {
            (uint8 reason, uint24 score) = split(at(votes, i));
            bool isCoherent = reason < REASONS && score <= MAX_SCORE && (reason == 0) == (score != 0);
            require(isCoherent, IValidationRounds.ValidationRounds_BadVote(i, reason, score));
        }
    }

    /// @notice Vote number `index`.
    function at(bytes calldata votes, uint256 index) internal pure returns (uint32) {
        return uint32(bytes4(votes[index * SIZE:index * SIZE + SIZE]));
    }

    /// @notice Reason and score, of a vote or of a record.
    function split(uint64 vote) internal pure returns (uint8 reason, uint24 score) {
        return (uint8(vote >> 24), uint24(vote));
    }

    /// @notice The record of item `index`. Silent seats have empty votes; at least one seat has voted.
    function tally(bytes[] calldata votes, uint256 index) internal pure returns (uint64 record) {
        uint256[] memory scores = new uint256[](votes.length);
        uint256[] memory reasons = new uint256[](REASONS);
        uint32 acceptMask;
        uint256 accepts;
        uint256 rejects;
        for (uint256 seat = 0; seat < votes.length; ++seat) {
            if (votes[seat].length == 0) continue;
            (uint8 reason, uint24 score) = split(at(votes[seat], index));
            if (reason == 0) {
                // Fits: at most 32 seats.
                acceptMask |= uint32(1) << uint32(seat);
                scores[accepts++] = score;
            } else {
                ++reasons[reason];
                ++rejects;
            }
        }
        uint256 outcome =
            accepts > rejects ? MedianClip.mean({scores: scores, size: accepts, kappaPpm: KAPPA_PPM}) : _commonest(reasons) << 24;
        // Fits: scores are at most 1,000,000, reasons one byte.
        return (uint64(acceptMask) << 32) | uint64(outcome);
    }

    /// @dev The reason most seats gave; the lowest of equals.
    function _commonest(uint256[] memory reasons) private pure returns (uint256 commonest) {
        commonest = 1;
        for (uint256 reason = 2; reason < REASONS; ++reason) {
            if (reasons[reason] > reasons[commonest]) commonest = reason;
        }
    }
}
