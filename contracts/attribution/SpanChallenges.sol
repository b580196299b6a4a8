// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAttributionCourt} from "../interfaces/IAttributionCourt.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IEpochLedger} from "../interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {ISpanChallenges} from "../interfaces/ISpanChallenges.sol";

import {EvidenceRecord} from "../libraries/attribution/EvidenceRecord.sol";
import {IndexItem} from "../libraries/attribution/IndexItem.sol";
import {WordPages} from "../libraries/attribution/WordPages.sol";
import {ReceiptReader} from "../libraries/epoch/ReceiptReader.sol";

import {AccountId} from "../types/AccountId.sol";
import {AttributionLie} from "../types/AttributionLie.sol";
import {AttributionBase} from "./AttributionBase.sol";
import {SpanBase} from "./SpanBase.sol";

/// @title SpanChallenges
/// @notice See `ISpanChallenges`. Holds nothing: bonds are the court's.
contract SpanChallenges is ISpanChallenges, SpanBase {
    /// @dev How a row compares with a pattern.
    enum Order {
        Before,
        Begins,
        After
    }

    /// @notice Most places of a span whose contents an answer lists. Of a span in more places only the number of places is shown.
    uint256 public constant LISTED = 4096;
    uint8 private constant LOW = 1;
    uint8 private constant HIGH = 2;
    uint8 private constant CLAIMED = 3;
    uint8 private constant RIGHT = 4;
    uint8 private constant LEFT = 5;
    uint8 private constant CONTENTS = 6;
    uint8 private constant EARLIEST = 7;

    constructor(
        IAttributionCourt court_,
        IEpochLedger epochs_,
        address router_,
        IGatewayRegistry gateways_,
        IContributionLedger contributions_
    ) AttributionBase(court_, epochs_, router_, gateways_) SpanBase(contributions_) {}

    /// @inheritdoc ISpanChallenges
    function challengeSpan(Claim calldata claim) external returns (bytes32 id) {
        (Judged memory judged, ReceiptReader.Receipt memory receipt) = _open(claim);
        require(judged.record.class == EvidenceRecord.PROVEN, AttributionProofs_NotASpan(judged.record.class));
        _requireRecent(receipt);
        court.openChallenge(_offence(judged, AttributionLie.Unanswered, AccountId.wrap(0)), judged.receiptId);
        return judged.offence;
    }

    /// @inheritdoc ISpanChallenges
    function answerSpan(Claim calldata claim, Answer calldata answer) external {
        Judged memory judged = _openSpan(claim);
        uint256[] memory words = _spanWords(judged, answer.output);
        _requireOpen(judged.manifest, answer);
        _requireRange(judged.manifest, answer, words);
        if (words[words.length - 1] != 0) {
            require(_isGap(judged.manifest, answer, answer.right, words, 1, words.length - 1), SpanChallenges_NotProven(RIGHT));
        }
        if (judged.record.outputStart != 0) {
            require(_isGap(judged.manifest, answer, answer.left, words, 0, words.length - 1), SpanChallenges_NotProven(LEFT));
        }
        _requireItems(judged, answer);
        court.closeChallenge(judged.offence);
    }

    /* STEPS */

    /// @dev The span's words with the one before them and the one behind them; zero where the output begins or has ended. The page behind the last word is always there,
    /// since an output ends with at least one zero.
    function _spanWords(Judged memory judged, WordPages.SaltedWindow calldata output) private pure returns (uint256[] memory words) {
        uint256 start = judged.record.outputStart;
        uint256 length = judged.record.outputLength;
        bool isFirst = start == 0;
        uint256[] memory shown = _outputWords(judged.outputTokensRoot, output, isFirst ? 0 : start - 1, isFirst ? length + 1 : length + 2);
        if (!isFirst) return shown;
        words = new uint256[](length + 2);
        for (uint256 i; i <= length; ++i) words[i + 1] = shown[i];
    }

    function _requireOpen(IAttributionCourt.Manifest memory manifest, Answer calldata answer) private pure {
        for (uint256 i; i < answer.suffixes.length; ++i) _requireRows(manifest, answer.suffixes[i]);
        for (uint256 i; i < answer.rows.length; ++i) _requireWords(manifest, answer.rows[i].words);
    }

    /// @dev Rows from `low + 1` to `high` begin with the span, which is `words` without the first and the last, and no other row does. A row before them is always there: the first
    /// rows are separators.
    function _requireRange(IAttributionCourt.Manifest memory manifest, Answer calldata answer, uint256[] memory words) private pure {
        uint256 length = words.length - 2;
        bool isLow =
            _compare(manifest, answer, answer.low, words, 1, length) == Order.Before &&
                _follows(answer, answer.low) &&
                _compare(manifest, answer, answer.low + 1, words, 1, length) == Order.Begins;
        require(isLow, SpanChallenges_NotProven(LOW));
        bool isHigh =
            _compare(manifest, answer, answer.high, words, 1, length) == Order.Begins &&
                _isAfterNext(manifest, answer, answer.high, words, 1, length);
        require(isHigh, SpanChallenges_NotProven(HIGH));
    }

    /// @dev No row begins with `length` words from `first` on: it would stand between two that follow each other.
    function _isGap(
        IAttributionCourt.Manifest memory manifest,
        Answer calldata answer,
        uint256 place,
        uint256[] memory words,
        uint256 first,
        uint256 length
    ) private pure returns (bool) {
        return
            _compare(manifest, answer, place, words, first, length) == Order.Before &&
            _isAfterNext(manifest, answer, place, words, first, length);
    }

    /// @dev The row that follows is after the words, or there is none.
    function _isAfterNext(
        IAttributionCourt.Manifest memory manifest,
        Answer calldata answer,
        uint256 place,
        uint256[] memory words,
        uint256 first,
        uint256 length
    ) private pure returns (bool) {
        if (uint256(answer.rows[place].row) + 1 == manifest.tokenCount) return true;
        return _follows(answer, place) && _compare(manifest, answer, place + 1, words, first, length) == Order.After;
    }

    function _follows(Answer calldata answer, uint256 place) private pure returns (bool) {
        return place + 1 < answer.rows.length && answer.rows[place + 1].row == answer.rows[place].row + 1;
    }

    function _positionOf(Answer calldata answer, uint256 place) private pure returns (uint256) {
        return _rowAt(answer.suffixes[answer.rows[place].source], answer.rows[place].row);
    }

    function _compare(
        IAttributionCourt.Manifest memory manifest,
        Answer calldata answer,
        uint256 place,
        uint256[] memory words,
        uint256 first,
        uint256 length
    ) private pure returns (Order) {
        uint256 position = _positionOf(answer, place);
        WordPages.Window calldata shown = answer.rows[place].words;
        uint256 same = _common(manifest, shown, position, words, first, length);
        if (same == length) return Order.Begins;
        if (position + same >= manifest.tokenCount) return Order.Before;
        return _wordAt(shown, position + same) < words[first + same] ? Order.Before : Order.After;
    }

    /// @dev The record's position is one of the range. Where the places are few, their contents are as many as the record says, and a long span's
    /// payee is the earliest.
    function _requireItems(Judged memory judged, Answer calldata answer) private view {
        EvidenceRecord.Record memory record = judged.record;
        IndexItem.Opening calldata paid = answer.items[answer.claimedItem];
        uint256 first = uint256(answer.rows[answer.low].row) + 1;
        uint256 last = answer.rows[answer.high].row;
        uint256 row = answer.rows[answer.claimed].row;
        bool isClaimed =
            row >= first &&
                row <= last &&
                _isPaid(paid, record.contributionId) &&
                _positionOf(answer, answer.claimed) == uint256(paid.start) + record.itemStart &&
                uint256(record.itemStart) + record.outputLength <= paid.length;
        require(isClaimed, SpanChallenges_NotProven(CLAIMED));
        if (last - first < LISTED) {
            uint256 seen = _holdersOf(judged, answer, first, last - first + 1);
            _requireContents(judged, answer.items, paid, seen);
        } else {
            _requireItem(judged.manifest, paid);
            require(last - first + 1 >= record.documents, SpanChallenges_NotProven(CONTENTS));
        }
    }

    /// @dev Whether a record's contribution stands for an item: it is that item, or what is named instead of one that was withdrawn since.
    function _isPaid(IndexItem.Opening calldata item, uint56 contribution) private view returns (bool) {
        return item.contributionId == contribution || (IndexItem.isSuccessor(contribution) && !_isAccepted(item));
    }

    /// @dev Every row is held by one of the items. @return seen A bit for each item that holds one.
    function _holdersOf(Judged memory judged, Answer calldata answer, uint256 first, uint256 count) private pure returns (uint256 seen) {
        require(answer.holders.length == count && answer.items.length <= 256, SpanChallenges_NotProven(CONTENTS));
        for (uint256 i; i < answer.items.length; ++i) _requireItem(judged.manifest, answer.items[i]);
        WordPages.Window calldata rows = answer.suffixes[answer.rows[answer.high].source];
        for (uint256 i; i < count; ++i) {
            uint256 item = uint8(answer.holders[i]);
            bool isHolder = IndexItem.contains(answer.items[item], _rowAt(rows, first + i), judged.record.outputLength);
            require(isHolder, SpanChallenges_NotProven(CONTENTS));
            seen |= 1 << item;
        }
    }

    /// @dev The record counts every content that still stands, and none that is not there; of a long span the payee is the earliest that still stands. An item withdrawn since
    /// its snapshot may have been left out of the answer.
    function _requireContents(
        Judged memory judged,
        IndexItem.Opening[] calldata items,
        IndexItem.Opening calldata paid,
        uint256 seen
    ) private view {
        uint256 standing;
        for (uint256 i; i < items.length; ++i) {
            if ((seen >> i) & 1 == 0 || !_isAccepted(items[i])) continue;
            standing |= 1 << i;
            bool isEarlier = judged.record.outputLength >= judged.rules.firstSeenLength && IndexItem.isEarlier(items[i], paid);
            require(!isEarlier, SpanChallenges_NotProven(EARLIEST));
        }
        uint256 documents = judged.record.documents;
        bool isTrue = _contentsOf(items, standing) <= documents && documents <= _contentsOf(items, seen);
        require(isTrue, SpanChallenges_NotProven(CONTENTS));
    }

    /// @dev Distinct contents of the items whose bit is set.
    function _contentsOf(IndexItem.Opening[] calldata items, uint256 set) private pure returns (uint256 count) {
        for (uint256 i; i < items.length; ++i) {
            if ((set >> i) & 1 == 0) continue;
            uint256 before;
            while (before < i && ((set >> before) & 1 == 0 || items[before].cluster != items[i].cluster)) ++before;
            if (before == i) ++count;
        }
    }
}
