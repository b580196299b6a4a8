// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IndexItem} from "../libraries/attribution/IndexItem.sol";
import {WordPages} from "../libraries/attribution/WordPages.sol";
import {IAttributionProofs} from "./IAttributionProofs.sol";

/// @title ISpanChallenges
/// @notice For who has neither corpus nor output: a bonded challenge of one span, which the gateway answers with a span proof, or loses.
interface ISpanChallenges is IAttributionProofs {
    /// @param row Number of a row of the suffix array. @param source Which of the answer's windows of rows it is in.
    /// @param words The words from its position on, as far as they have to be compared.
    struct Row {
        uint32 row;
        uint8 source;
        WordPages.Window words;
    }

    /// @notice A span proof: neighbours in the suffix array show that the span stands where the record says, how often, and that it can be extended to
    /// neither side. Places are indexes into `rows`, whose next one is the neighbour meant.
    /// @param low The row before the first one that begins with the span. @param high The last one that does. @param claimed The one of the record's position.
    /// @param right The row after which the span with the output's next word would stand; ignored if the output ends with the span.
    /// @param left The same for the span with the word before it; ignored if the output begins with the span.
    /// @param items The record's item; of a span that stands in `LISTED` places or fewer, every item that holds it, at most 256.
    /// @param claimedItem Which of them is the record's. @param holders Of such a span, for each row from `low + 1` to `high` which item holds it, a byte each.
    struct Answer {
        WordPages.SaltedWindow output;
        WordPages.Window[] suffixes;
        Row[] rows;
        uint256 low;
        uint256 high;
        uint256 claimed;
        uint256 right;
        uint256 left;
        IndexItem.Opening[] items;
        uint256 claimedItem;
        bytes holders;
    }

    /// @notice The rows shown do not prove what they have to. @param what 1 the row before the span's, 2 the last of them, 3 the record's position, 4 the right
    /// side, 5 the left side, 6 the contents that hold the span, 7 the earliest of them.
    error SpanChallenges_NotProven(uint8 what);

    /// @notice Asks for the proof of a span, for the court's bond. Anyone, up to `CHALLENGE_WINDOW` after the receipt was served.
    /// @return id Of the challenge, and of the offence if there is no answer.
    function challengeSpan(Claim calldata claim) external returns (bytes32 id);

    /// @notice Answers. Anyone; the gateway's account gets the bond.
    function answerSpan(Claim calldata claim, Answer calldata answer) external;
}
