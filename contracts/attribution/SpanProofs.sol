// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAttributionCourt} from "../interfaces/IAttributionCourt.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IEpochLedger} from "../interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {ISpanProofs} from "../interfaces/ISpanProofs.sol";

import {EvidenceRecord} from "../libraries/attribution/EvidenceRecord.sol";
import {IndexItem} from "../libraries/attribution/IndexItem.sol";
import {WordPages} from "../libraries/attribution/WordPages.sol";

import {AttributionLie} from "../types/AttributionLie.sol";
import {AttributionBase} from "./AttributionBase.sol";
import {SpanBase} from "./SpanBase.sol";

/// @title SpanProofs
/// @notice See `ISpanProofs`. Holds nothing.
contract SpanProofs is ISpanProofs, SpanBase {
    constructor(
        IAttributionCourt court_,
        IEpochLedger epochs_,
        address router_,
        IGatewayRegistry gateways_,
        IContributionLedger contributions_
    ) AttributionBase(court_, epochs_, router_, gateways_) SpanBase(contributions_) {}

    /// @inheritdoc ISpanProofs
    function refuteFalseSpan(
        Claim calldata claim,
        IndexItem.Opening calldata item,
        WordPages.SaltedWindow calldata output,
        WordPages.Window calldata words,
        uint256 offset
    ) external {
        Judged memory judged = _openSpan(claim);
        EvidenceRecord.Record memory record = judged.record;
        _requireItem(judged.manifest, item);
        require(
            item.contributionId == record.contributionId && offset < record.outputLength,
            AttributionProofs_BadOpening(ITEM, item.index)
        );
        if (uint256(record.itemStart) + record.outputLength <= item.length) {
            uint256[] memory word = _outputWords(judged.outputTokensRoot, output, uint256(record.outputStart) + offset, 1);
            _requireWords(judged.manifest, words);
            bool isThere = _isAt(judged.manifest, words, uint256(item.start) + record.itemStart + offset, word);
            require(!isThere, AttributionProofs_NoLie());
        }
        _punish(judged, AttributionLie.FalseSpan, 0);
    }

    /// @inheritdoc ISpanProofs
    function refuteMalformedSpan(Claim calldata claim) external {
        (Judged memory judged, ) = _open(claim);
        EvidenceRecord.Record memory record = judged.record;
        require(record.class == EvidenceRecord.PROVEN, AttributionProofs_NotASpan(record.class));
        bool isTrue =
            record.outputLength == record.itemLength &&
                record.outputLength >= judged.rules.minimumSpanLength &&
                record.documents != 0 &&
                record.documents <= judged.rules.maximumFrequency;
        require(!isTrue, AttributionProofs_NoLie());
        _punish(judged, AttributionLie.FalseSpan, 0);
    }

    /// @inheritdoc ISpanProofs
    function refuteForeignItem(Claim calldata claim, IndexItem.Opening[] calldata neighbours) external {
        (Judged memory judged, ) = _open(claim);
        _loadManifest(judged, claim.context);
        bool isForeign =
            !IndexItem.isSuccessor(judged.record.contributionId) && _isAbsent(judged.manifest, judged.record.contributionId, neighbours);
        require(isForeign, AttributionProofs_NoLie());
        _punish(judged, AttributionLie.FalseSpan, 0);
    }

    /// @inheritdoc ISpanProofs
    function refuteShorterSpan(
        Claim calldata claim,
        bool isLeft,
        uint256 position,
        IndexItem.Opening calldata item,
        WordPages.SaltedWindow calldata output,
        WordPages.Window calldata words
    ) external {
        Judged memory judged = _openSpan(claim);
        EvidenceRecord.Record memory record = judged.record;
        _requireItem(judged.manifest, item);
        require(!isLeft || record.outputStart != 0, AttributionProofs_NoLie());
        uint256 length = uint256(record.outputLength) + 1;
        uint256 start = isLeft ? uint256(record.outputStart) - 1 : record.outputStart;
        _requireHolds(judged, item, position, start, length, output, words);
        _punish(judged, AttributionLie.ShorterSpan, item.contributionId);
    }

    /// @inheritdoc ISpanProofs
    function refuteLaterItem(
        Claim calldata claim,
        IndexItem.Opening calldata paid,
        IndexItem.Opening calldata earlier,
        uint256 position,
        WordPages.SaltedWindow calldata output,
        WordPages.Window calldata words
    ) external {
        Judged memory judged = _openSpan(claim);
        _requireItem(judged.manifest, paid);
        _requireItem(judged.manifest, earlier);
        require(paid.contributionId == judged.record.contributionId, AttributionProofs_BadOpening(ITEM, paid.index));
        bool isWrong = judged.record.outputLength >= judged.rules.firstSeenLength && IndexItem.isEarlier(earlier, paid);
        require(isWrong, AttributionProofs_NoLie());
        _requireHolds(judged, earlier, position, judged.record.outputStart, judged.record.outputLength, output, words);
        _punish(judged, AttributionLie.LaterItem, earlier.contributionId);
    }

    /// @inheritdoc ISpanProofs
    function refuteCommonSpan(
        Claim calldata claim,
        uint256[] calldata positions,
        IndexItem.Opening[] calldata items,
        WordPages.SaltedWindow calldata output,
        WordPages.Window[] calldata words
    ) external {
        Judged memory judged = _openSpan(claim);
        bool isMore = positions.length > judged.record.documents;
        require(isMore && items.length == positions.length && words.length == positions.length, AttributionProofs_NoLie());
        uint256 length = judged.record.outputLength;
        uint256[] memory pattern = _outputWords(judged.outputTokensRoot, output, judged.record.outputStart, length);
        for (uint256 i; i < positions.length; ++i) {
            _requireItem(judged.manifest, items[i]);
            _requireWords(judged.manifest, words[i]);
            bool isHolder =
                (i == 0 || items[i].cluster > items[i - 1].cluster) &&
                    _isAccepted(items[i]) &&
                    IndexItem.contains(items[i], positions[i], length) &&
                    _isAt(judged.manifest, words[i], positions[i], pattern);
            require(isHolder, AttributionProofs_NoLie());
        }
        _punish(judged, AttributionLie.CommonSpan, 0);
    }

    /* STEPS */

    /// @dev Requires words `[start, start + length)` of the output at `position` within the item.
    function _requireHolds(
        Judged memory judged,
        IndexItem.Opening calldata item,
        uint256 position,
        uint256 start,
        uint256 length,
        WordPages.SaltedWindow calldata output,
        WordPages.Window calldata words
    ) private view {
        _requireWords(judged.manifest, words);
        uint256[] memory pattern = _outputWords(judged.outputTokensRoot, output, start, length);
        bool isHeld = _isAccepted(item) && IndexItem.contains(item, position, length) && _isAt(judged.manifest, words, position, pattern);
        require(isHeld, AttributionProofs_NoLie());
    }
}
