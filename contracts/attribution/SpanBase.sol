// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAttributionCourt} from "../interfaces/IAttributionCourt.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";

import {EvidenceRecord} from "../libraries/attribution/EvidenceRecord.sol";
import {IndexItem} from "../libraries/attribution/IndexItem.sol";
import {WordPages} from "../libraries/attribution/WordPages.sol";
import {PositionalProof} from "../libraries/epoch/PositionalProof.sol";
import {ReceiptReader} from "../libraries/epoch/ReceiptReader.sol";

import {AccountId} from "../types/AccountId.sol";
import {AttributionLie} from "../types/AttributionLie.sol";
import {Standing} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {AttributionBase} from "./AttributionBase.sol";

/// @title SpanBase
/// @notice Opens a record with the index it refers to, and reads words of output and index.
abstract contract SpanBase is AttributionBase {
    /// @param outputTokensRoot Of the receipt. @param manifest Of the gateway, for the receipt's method and snapshot.
    struct Judged {
        bytes32 offence;
        bytes32 receiptId;
        uint32 gatewayId;
        uint64 fee;
        bytes32 outputTokensRoot;
        EvidenceRecord.Record record;
        IAttributionCourt.Rules rules;
        IAttributionCourt.Manifest manifest;
    }

    IContributionLedger public immutable contributions;

    constructor(IContributionLedger contributions_) {
        contributions = contributions_;
    }

    /// @dev Opens a claim. An offence is a record of a receipt, wherever in its list it stands.
    function _open(Claim calldata claim) internal view returns (Judged memory judged, ReceiptReader.Receipt memory receipt) {
        (receipt, judged.receiptId) = _establish(claim.receipt);
        _requireContext(receipt, claim.context);
        bytes32 leaf = keccak256(claim.record);
        bool isThere =
            claim.record.length == EvidenceRecord.LENGTH &&
                claim.index >> claim.path.length == 0 &&
                PositionalProof.climb(leaf, claim.index, claim.path) == claim.context.recordsRoot;
        require(isThere, AttributionProofs_BadOpening(RECORD, claim.index));
        judged.offence = keccak256(abi.encode(judged.receiptId, leaf));
        judged.gatewayId = receipt.gatewayId;
        judged.fee = receipt.fee;
        judged.outputTokensRoot = claim.context.outputTokensRoot;
        judged.record = EvidenceRecord.read(claim.record, 0);
        judged.rules = court.rulesOf(claim.context.methodId);
    }

    /// @dev The same, of a span and with the gateway's index.
    function _openSpan(Claim calldata claim) internal view returns (Judged memory judged) {
        (judged, ) = _open(claim);
        require(judged.record.class == EvidenceRecord.PROVEN, AttributionProofs_NotASpan(judged.record.class));
        _loadManifest(judged, claim.context);
    }

    function _loadManifest(Judged memory judged, Context calldata context) internal view {
        GatewayId gateway = GatewayId.wrap(judged.gatewayId);
        judged.manifest = court.manifestOf(gateway, context.methodId, context.snapshotRoot);
        require(judged.manifest.itemCount != 0, AttributionProofs_NoManifest(gateway, context.methodId, context.snapshotRoot));
    }

    function _requireItem(IAttributionCourt.Manifest memory manifest, IndexItem.Opening calldata item) internal pure {
        require(IndexItem.isOpen(manifest.itemsRoot, manifest.itemCount, item), AttributionProofs_BadOpening(ITEM, item.index));
    }

    /// @dev Whether the neighbours leave no place for a contribution: two that follow each other, or the first or the last one.
    function _isAbsent(
        IAttributionCourt.Manifest memory manifest,
        uint56 contribution,
        IndexItem.Opening[] calldata neighbours
    ) internal pure returns (bool) {
        for (uint256 i; i < neighbours.length; ++i) _requireItem(manifest, neighbours[i]);
        if (neighbours.length == 1) {
            IndexItem.Opening calldata end = neighbours[0];
            return
                (end.index == 0 && contribution < end.contributionId) ||
                (end.index == manifest.itemCount - 1 && contribution > end.contributionId);
        }
        return
            neighbours.length == 2 &&
            neighbours[1].index == neighbours[0].index + 1 &&
            neighbours[0].contributionId < contribution &&
            contribution < neighbours[1].contributionId;
    }

    function _requireWords(IAttributionCourt.Manifest memory manifest, WordPages.Window calldata words) internal pure {
        bool isOpen = WordPages.isOpen(manifest.tokenRoot, manifest.tokenCount, WordPages.WORD_BYTES, words);
        require(isOpen, AttributionProofs_BadOpening(WORD_PAGES, words.firstPage));
    }

    function _requireRows(IAttributionCourt.Manifest memory manifest, WordPages.Window calldata rows) internal pure {
        bool isOpen = WordPages.isOpen(manifest.suffixRoot, manifest.tokenCount, WordPages.ROW_BYTES, rows);
        require(isOpen, AttributionProofs_BadOpening(ROW_PAGES, rows.firstPage));
    }

    /// @dev Word of the index at `position`, which must be before its end.
    function _wordAt(WordPages.Window calldata words, uint256 position) internal pure returns (uint256) {
        bool isShown = WordPages.holds(words.firstPage, words.pages, WordPages.WORD_BYTES, position);
        require(isShown, AttributionProofs_NotShown(position));
        return WordPages.at(words.firstPage, words.pages, WordPages.WORD_BYTES, position);
    }

    /// @dev Position in row `row` of the suffix array.
    function _rowAt(WordPages.Window calldata rows, uint256 row) internal pure returns (uint256) {
        bool isShown = WordPages.holds(rows.firstPage, rows.pages, WordPages.ROW_BYTES, row);
        require(isShown, AttributionProofs_NotShown(row));
        return WordPages.at(rows.firstPage, rows.pages, WordPages.ROW_BYTES, row);
    }

    /// @dev Words `[start, start + length)` of the output; zero where it has ended.
    function _outputWords(
        bytes32 root,
        WordPages.SaltedWindow calldata output,
        uint256 start,
        uint256 length
    ) internal pure returns (uint256[] memory pattern) {
        require(WordPages.isOpen(root, output), AttributionProofs_BadOpening(OUTPUT_PAGES, output.firstPage));
        bool isShown =
            WordPages.holds(output.firstPage, output.pages, WordPages.WORD_BYTES, start) &&
                WordPages.holds(output.firstPage, output.pages, WordPages.WORD_BYTES, start + length - 1);
        require(isShown, AttributionProofs_NotShown(start));
        pattern = WordPages.words(output.firstPage, output.pages, start, length);
    }

    /// @dev How many words of the index from `position` on are those of the pattern from `first` on, at most `length`. Reverts if the pages end before the first that is not.
    function _common(
        IAttributionCourt.Manifest memory manifest,
        WordPages.Window calldata words,
        uint256 position,
        uint256[] memory pattern,
        uint256 first,
        uint256 length
    ) internal pure returns (uint256 same) {
        if (length == 0 || position >= manifest.tokenCount) return 0;
        bool isShown = WordPages.holds(words.firstPage, words.pages, WordPages.WORD_BYTES, position);
        require(isShown, AttributionProofs_NotShown(position));
        uint256 left = manifest.tokenCount - position;
        same = WordPages.common(words, position, pattern, first, length < left ? length : left);
    }

    /// @dev Whether the index holds the pattern at `position`. A zero of the pattern is no word, and nothing is equal to it.
    function _isAt(
        IAttributionCourt.Manifest memory manifest,
        WordPages.Window calldata words,
        uint256 position,
        uint256[] memory pattern
    ) internal pure returns (bool) {
        uint256 same = _common(manifest, words, position, pattern, 0, pattern.length);
        if (same == pattern.length) return true;
        if (pattern[same] != 0 && position + same < manifest.tokenCount) _wordAt(words, position + same);
        return false;
    }

    /// @dev Whether an item still stands. What was withdrawn or removed since its snapshot may have been left out of an answer, so nothing is proven by it.
    function _isAccepted(IndexItem.Opening calldata item) internal view returns (bool) {
        return contributions.standingOf(ContributionId.wrap(item.contributionId)) == Standing.Accepted;
    }

    function _punish(Judged memory judged, AttributionLie lie, uint56 harmed) internal {
        court.convict(_offence(judged, lie, ContributionId.wrap(harmed).accountOf()));
    }

    function _offence(Judged memory judged, AttributionLie lie, AccountId harmed) internal view returns (IAttributionCourt.Offence memory) {
        return
            IAttributionCourt.Offence({
                id: judged.offence,
                gateway: GatewayId.wrap(judged.gatewayId),
                lie: lie,
                fee: NanoOpen.wrap(judged.fee),
                harmed: harmed,
                prover: msg.sender
            });
    }
}
