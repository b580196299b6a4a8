// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAttributionCourt} from "../interfaces/IAttributionCourt.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IEpochLedger} from "../interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IIndexProofs} from "../interfaces/IIndexProofs.sol";

import {IndexItem} from "../libraries/attribution/IndexItem.sol";
import {WordPages} from "../libraries/attribution/WordPages.sol";
import {PositionalProof} from "../libraries/epoch/PositionalProof.sol";

import {AccountId} from "../types/AccountId.sol";
import {AttributionLie} from "../types/AttributionLie.sol";
import {Standing} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {AttributionBase} from "./AttributionBase.sol";
import {SpanBase} from "./SpanBase.sol";

/// @title IndexProofs
/// @notice See `IIndexProofs`. Holds nothing.
contract IndexProofs is IIndexProofs, SpanBase {
    uint256 private constant PPM_WHOLE = 1_000_000;

    constructor(
        IAttributionCourt court_,
        IEpochLedger epochs_,
        address router_,
        IGatewayRegistry gateways_,
        IContributionLedger contributions_
    ) AttributionBase(court_, epochs_, router_, gateways_) SpanBase(contributions_) {}

    /* ROWS */

    /// @inheritdoc IIndexProofs
    function refuteRows(Key calldata key, RowOpening calldata a, RowOpening calldata b) external {
        IAttributionCourt.Manifest memory manifest = _manifestOf(key);
        uint256 first = _positionAt(manifest, a);
        bool isLie = first >= manifest.tokenCount || (a.row != b.row && _positionAt(manifest, b) == first);
        require(isLie, AttributionProofs_NoLie());
        _convictIndex(key);
    }

    /// @inheritdoc IIndexProofs
    function refuteOrder(
        Key calldata key,
        RowOpening calldata a,
        RowOpening calldata b,
        WordPages.Window calldata wordsA,
        WordPages.Window calldata wordsB,
        RowOpening calldata afterA,
        RowOpening calldata afterB
    ) external {
        IAttributionCourt.Manifest memory manifest = _manifestOf(key);
        require(b.row == a.row + 1, AttributionProofs_BadOpening(ROW_PAGES, b.row));
        uint256 first = _positionAt(manifest, a);
        uint256 second = _positionAt(manifest, b);
        _requireWords(manifest, wordsA);
        _requireWords(manifest, wordsB);
        uint256 wordA = _wordAt(wordsA, first);
        uint256 wordB = _wordAt(wordsB, second);
        bool isLie = wordA > wordB;
        // Nothing follows the last word, which is before everything.
        if (wordA == wordB && first + 1 != manifest.tokenCount) {
            isLie = second + 1 == manifest.tokenCount || _isBehind(manifest, afterA, afterB, first + 1, second + 1);
        }
        require(isLie, AttributionProofs_NoLie());
        _convictIndex(key);
    }

    /* ITEMS */

    /// @inheritdoc IIndexProofs
    function refuteItem(Key calldata key, IndexItem.Opening calldata item) external {
        IAttributionCourt.Manifest memory manifest = _manifestOf(key);
        _requireItem(manifest, item);
        bool isLie =
            (item.index == 0 && item.start != 0) ||
                (item.index == manifest.itemCount - 1 && uint256(item.start) + item.length + 1 != manifest.tokenCount) ||
                item.cluster >= manifest.itemCount ||
                item.noveltyPpm > PPM_WHOLE;
        if (!isLie) {
            ContributionId id = ContributionId.wrap(item.contributionId);
            isLie = contributions.contributionOf(id).commit != item.commit || contributions.contentRootOf(id) != item.contentRoot;
        }
        require(isLie, AttributionProofs_NoLie());
        _convictIndex(key);
    }

    /// @inheritdoc IIndexProofs
    function refuteNeighbours(Key calldata key, IndexItem.Opening calldata a, IndexItem.Opening calldata b) external {
        IAttributionCourt.Manifest memory manifest = _manifestOf(key);
        _requireItem(manifest, a);
        _requireItem(manifest, b);
        require(b.index == a.index + 1, AttributionProofs_BadOpening(ITEM, b.index));
        bool isTrue = uint256(a.start) + a.length + 1 == b.start && a.contributionId < b.contributionId;
        require(!isTrue, AttributionProofs_NoLie());
        _convictIndex(key);
    }

    /// @inheritdoc IIndexProofs
    function refuteSeparator(Key calldata key, IndexItem.Opening calldata item, uint256 offset, WordPages.Window calldata words) external {
        IAttributionCourt.Manifest memory manifest = _manifestOf(key);
        _requireItem(manifest, item);
        _requireWords(manifest, words);
        require(offset <= item.length, AttributionProofs_NotShown(offset));
        bool isSeparator = _wordAt(words, uint256(item.start) + offset) == 0;
        require(isSeparator != (offset == item.length), AttributionProofs_NoLie());
        _convictIndex(key);
    }

    /// @inheritdoc IIndexProofs
    function refuteCluster(
        Key calldata key,
        IndexItem.Opening calldata item,
        IndexItem.Opening calldata head,
        uint256 offset,
        WordPages.Window calldata itemWords,
        WordPages.Window calldata headWords
    ) external {
        IAttributionCourt.Manifest memory manifest = _manifestOf(key);
        _requireItem(manifest, item);
        _requireItem(manifest, head);
        require(head.index == item.cluster, AttributionProofs_BadOpening(ITEM, head.index));
        bool isLie = head.cluster != head.index || head.length != item.length || IndexItem.isEarlier(item, head);
        if (!isLie) {
            require(offset < item.length, AttributionProofs_NotShown(offset));
            _requireWords(manifest, itemWords);
            _requireWords(manifest, headWords);
            isLie = _wordAt(itemWords, uint256(item.start) + offset) != _wordAt(headWords, uint256(head.start) + offset);
        }
        require(isLie, AttributionProofs_NoLie());
        _convictIndex(key);
    }

    /// @inheritdoc IIndexProofs
    function refuteSplitCluster(
        Key calldata key,
        IndexItem.Opening calldata a,
        IndexItem.Opening calldata b,
        WordPages.Window calldata wordsA,
        WordPages.Window calldata wordsB
    ) external {
        IAttributionCourt.Manifest memory manifest = _manifestOf(key);
        _requireItem(manifest, a);
        _requireItem(manifest, b);
        _requireWords(manifest, wordsA);
        _requireWords(manifest, wordsB);
        require(a.cluster != b.cluster && a.length == b.length, AttributionProofs_NoLie());
        for (uint256 i; i < a.length; ++i) {
            bool isSame = _wordAt(wordsA, uint256(a.start) + i) == _wordAt(wordsB, uint256(b.start) + i);
            require(isSame, AttributionProofs_NoLie());
        }
        _convictIndex(key);
    }

    /* SNAPSHOT */

    /// @inheritdoc IIndexProofs
    function refuteMissingItem(Key calldata key, SnapshotItem calldata item, IndexItem.Opening[] calldata neighbours) external {
        IAttributionCourt.Manifest memory manifest = _manifestOf(key);
        _requireSnapshotItem(key, item);
        // What was given under terms that forbid answers is in the snapshot and in no index: it never had a standing.
        bool isServable = contributions.standingOf(ContributionId.wrap(item.contributionId)) != Standing.Unaccepted;
        require(isServable, AttributionProofs_NoLie());
        if (neighbours.length == 1 && neighbours[0].contributionId == item.contributionId) {
            _requireItem(manifest, neighbours[0]);
            bool isSame = neighbours[0].contentRoot == item.contentRoot && neighbours[0].noveltyPpm == item.noveltyPpm;
            require(!isSame, AttributionProofs_NoLie());
        } else {
            require(_isAbsent(manifest, item.contributionId, neighbours), AttributionProofs_NoLie());
        }
        _convictIndex(key);
    }

    /// @inheritdoc IIndexProofs
    function refuteExtraItem(Key calldata key, IndexItem.Opening calldata item, SnapshotItem[][] calldata neighbours) external {
        IAttributionCourt.Manifest memory manifest = _manifestOf(key);
        _requireItem(manifest, item);
        require(neighbours.length == manifest.partCount, AttributionProofs_BadOpening(SNAPSHOT, neighbours.length));
        uint256 depth = PositionalProof.depthOf(manifest.partCount);
        for (uint256 part; part < neighbours.length; ++part) {
            bool isAbsent = _isOutside(key, part, depth, item.contributionId, neighbours[part]);
            require(isAbsent, AttributionProofs_NoLie());
        }
        _convictIndex(key);
    }

    /* STEPS */

    function _manifestOf(Key calldata key) private view returns (IAttributionCourt.Manifest memory manifest) {
        manifest = court.manifestOf(key.gateway, key.methodId, key.snapshotRoot);
        require(manifest.itemCount != 0, AttributionProofs_NoManifest(key.gateway, key.methodId, key.snapshotRoot));
    }

    function _positionAt(IAttributionCourt.Manifest memory manifest, RowOpening calldata opening) private pure returns (uint256) {
        _requireRows(manifest, opening.rows);
        require(opening.row < manifest.tokenCount, AttributionProofs_NotShown(opening.row));
        return _rowAt(opening.rows, opening.row);
    }

    /// @dev Whether the row of position `first` stands behind the row of position `second`.
    function _isBehind(
        IAttributionCourt.Manifest memory manifest,
        RowOpening calldata a,
        RowOpening calldata b,
        uint256 first,
        uint256 second
    ) private pure returns (bool) {
        bool isHere = _positionAt(manifest, a) == first && _positionAt(manifest, b) == second;
        require(isHere, AttributionProofs_BadOpening(ROW_PAGES, a.row));
        return a.row > b.row;
    }

    /// @dev How many items a snapshot has is not asked: no inner node is the hash of 43 bytes.
    function _requireSnapshotItem(Key calldata key, SnapshotItem calldata item) private pure {
        bytes32 leaf = keccak256(abi.encodePacked(item.contributionId, item.contentRoot, item.noveltyPpm));
        bool isThere = item.index >> item.path.length == 0 && PositionalProof.climb(leaf, item.index, item.path) == key.snapshotRoot;
        require(isThere, AttributionProofs_BadOpening(SNAPSHOT, item.index));
    }

    /// @dev Whether the items of one Datanet leave no place for a contribution.
    /// @param depth Levels above the item roots.
    function _isOutside(
        Key calldata key,
        uint256 part,
        uint256 depth,
        uint56 contribution,
        SnapshotItem[] calldata neighbours
    ) private pure returns (bool) {
        for (uint256 i; i < neighbours.length; ++i) {
            _requireSnapshotItem(key, neighbours[i]);
            bool isPart = neighbours[i].path.length >= depth && neighbours[i].index >> (neighbours[i].path.length - depth) == part;
            require(isPart, AttributionProofs_BadOpening(SNAPSHOT, neighbours[i].index));
        }
        if (neighbours.length == 1) {
            SnapshotItem calldata end = neighbours[0];
            uint256 levels = end.path.length - depth;
            uint256 place = end.index & ((1 << levels) - 1);
            return
                (place == 0 && contribution < end.contributionId) ||
                (contribution > end.contributionId && _isLast(place, levels, end.path));
        }
        return
            neighbours.length == 2 &&
            neighbours[1].index == neighbours[0].index + 1 &&
            neighbours[1].path.length == neighbours[0].path.length &&
            neighbours[0].contributionId < contribution &&
            contribution < neighbours[1].contributionId;
    }

    /// @dev Whether nothing but padding stands behind a place: wherever its node is the left one, the right one is of zeros.
    function _isLast(uint256 place, uint256 levels, bytes32[] calldata path) private pure returns (bool) {
        bytes32 padding;
        for (uint256 level; level < levels; ++level) {
            if ((place >> level) & 1 == 0 && path[level] != padding) return false;
            padding = keccak256(abi.encode(padding, padding));
        }
        return true;
    }

    /// @dev A false index is one offence, however many lies it has.
    function _convictIndex(Key calldata key) private {
        court.convict(
            IAttributionCourt.Offence({
                id: keccak256(abi.encode(key)),
                gateway: key.gateway,
                lie: AttributionLie.FalseIndex,
                fee: NanoOpen.wrap(0),
                harmed: AccountId.wrap(0),
                prover: msg.sender
            })
        );
    }
}
