// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionLedger} from "../../interfaces/IContributionLedger.sol";
import {IEpochLedger} from "../../interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {ILegProofs} from "../../interfaces/ILegProofs.sol";

import {ChunkExecution} from "../../libraries/epoch/ChunkExecution.sol";
import {EpochCodec} from "../../libraries/epoch/EpochCodec.sol";
import {LegBlock} from "../../libraries/epoch/LegBlock.sol";
import {PositionalProof} from "../../libraries/epoch/PositionalProof.sol";
import {ReceiptReader} from "../../libraries/epoch/ReceiptReader.sol";
import {ShareRows} from "../../libraries/epoch/ShareRows.sol";
import {Split} from "../../libraries/Split.sol";
import {SplitWords} from "../../libraries/SplitWords.sol";

import {AccountId} from "../../types/AccountId.sol";
import {BPS_WHOLE} from "../../types/Bps.sol";
import {GatewayId} from "../../types/GatewayId.sol";
import {Lie} from "../../types/Lie.sol";
import {OfferingId} from "../../types/OfferingId.sol";
import {Role} from "../../types/Role.sol";
import {FraudBase} from "./FraudBase.sol";

/// @title LegProofs
/// @notice See `ILegProofs`.
contract LegProofs is ILegProofs, FraudBase {
    uint256 private constant ENTRY_PLACES = 16;
    uint256 private constant SHARE_BLOCK_LENGTH = 128;

    IGatewayRegistry public immutable gateways;
    IContributionLedger public immutable contributions;

    constructor(IEpochLedger epochs_, IGatewayRegistry gateways_, IContributionLedger contributions_) FraudBase(epochs_) {
        gateways = gateways_;
        contributions = contributions_;
    }

    /// @inheritdoc ILegProofs
    function proveLegs(
        bytes calldata data,
        NodePath calldata way,
        SlotOpening calldata slot,
        BlockOpening calldata first,
        BlockOpening calldata second
    ) external {
        _requireOpen(data);
        ReceiptReader.Receipt memory receipt = _receiptAt(_chunkIn(data, way), slot);
        _requireBlock(receipt, first);
        (bool isTrue, uint256 weights, uint256 lastKey) = LegBlock.check(first.data, first.index, receipt.legCount, receipt.weightTotal);
        if (isTrue && second.data.length != 0) {
            _requireBlock(receipt, second);
            require(second.index == first.index + 1, FraudProofs_BadOpening(LEG_BLOCK, second.index));
            // A block cut short is a lie of its own, so both fields may be read behind its end.
            isTrue = LegBlock.prefixStart(second.data) == weights && LegBlock.keyOf(LegBlock.legAt(second.data, 0)) > lastKey;
        }
        require(!isTrue, FraudProofs_NoLie());
        _convict(data, Lie.Legs, 0);
    }

    /// @inheritdoc ILegProofs
    function proveUnaccepted(
        bytes calldata data,
        NodePath calldata way,
        SlotOpening calldata slot,
        BlockOpening calldata legs,
        uint256 leg
    ) external {
        _requireOpen(data);
        _requireBlock(_receiptAt(_chunkIn(data, way), slot), legs);
        require(4 + EpochCodec.LEG_LENGTH * (leg + 1) <= legs.data.length, FraudProofs_BadOpening(LEG_BLOCK, leg));
        uint256 contribution = LegBlock.legAt(legs.data, leg) >> 24;
        uint256 local = uint24(contribution);
        uint256[] memory keys = new uint256[](1);
        keys[0] = ((contribution >> 24) << 24) | (local >> 7);
        // Once accepted, a contribution's standing never returns to zero: zero now means that it never was.
        bool isAccepted = (contributions.standingPages(keys)[0] >> (2 * (local & 127))) & 3 != 0;
        require(!isAccepted, FraudProofs_NoLie());
        _convict(data, Lie.Legs, 0);
    }

    /// @inheritdoc ILegProofs
    function proveShare(
        bytes calldata data,
        NodePath calldata way,
        SlotOpening calldata slot,
        uint256 position,
        ShareOpening calldata share,
        BlockOpening calldata legs
    ) external {
        uint32 gatewayId = _requireOpen(data);
        EpochCodec.Node memory chunk = _chunkIn(data, way);
        ReceiptReader.Receipt memory receipt = _receiptAt(chunk, slot);
        uint256 shown = _shareAt(chunk, receipt, slot.index, position, share);
        (uint256 expected, uint256 account) = _expected(gatewayId, receipt, position, legs);
        require(shown != expected, FraudProofs_NoLie());
        _convict(data, Lie.Share, shown < expected ? account : 0);
    }

    /// @inheritdoc ILegProofs
    function proveShares(bytes calldata data, NodePath calldata way, bytes calldata chunk) external {
        uint32 gatewayId = _requireOpen(data);
        EpochCodec.Node memory node = _chunkIn(data, way);
        require(keccak256(chunk) == node.body, FraudProofs_BadOpening(CHUNK_BYTES, chunk.length));
        require(ChunkExecution.isWithinLimits(node), FraudProofs_BadOpening(CHUNK_BYTES, node.receiptCount));
        require(ShareRows.rootOf(gateways, gatewayId, node, chunk) != node.sharesRoot, FraudProofs_NoLie());
        _convict(data, Lie.Share, 0);
    }

    /// @dev The amount that the chunk commits to at a position of a receipt's row.
    function _shareAt(
        EpochCodec.Node memory chunk,
        ReceiptReader.Receipt memory receipt,
        uint256 index,
        uint256 position,
        ShareOpening calldata share
    ) private pure returns (uint256) {
        require(share.data.length == SHARE_BLOCK_LENGTH, FraudProofs_BadLength(SHARE_BLOCK_LENGTH, share.data.length));
        uint256 blocks = 1 + (uint256(receipt.legCount) + 15) / 16;
        require(position >> 4 < blocks && share.others.length + 1 == blocks, FraudProofs_BadOpening(SHARE_BLOCK, position));
        bytes32 row = _row(share, position >> 4, blocks);
        bool isThere = PositionalProof.isAmong(chunk.sharesRoot, chunk.receiptCount, row, index, share.rowPath);
        require(isThere, FraudProofs_BadOpening(SHARE_BLOCK, position));
        return EpochCodec.wordAt(share.data, 8 * (position & 15)) >> 192;
    }

    /// @dev Hash over the hashes of a row's blocks, of which number `place` is shown.
    function _row(ShareOpening calldata share, uint256 place, uint256 blocks) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](blocks);
        for (uint256 i; i < blocks; ++i) {
            hashes[i] = i == place ? keccak256(share.data) : share.others[i < place ? i : i - 1];
        }
        return keccak256(abi.encodePacked(hashes));
    }

    /// @dev What the split gives at a position, and to whom. Receipts that break rules of their own are proven false otherwise.
    function _expected(
        uint32 gatewayId,
        ReceiptReader.Receipt memory receipt,
        uint256 position,
        BlockOpening calldata legs
    ) private view returns (uint256 amount, uint256 account) {
        IGatewayRegistry.Price memory price = gateways.priceOf(OfferingId.wrap(receipt.offeringId));
        bool isSold = GatewayId.unwrap(price.gateway) == gatewayId;
        require(isSold && receipt.weightTotal != 0, FraudProofs_BadOpening(SHARE_BLOCK, position));
        if (position < ENTRY_PLACES) return position < price.splitLength ? _entry(price, receipt.fee, position) : (0, 0);
        uint256 leg = position - ENTRY_PLACES;
        if (leg >= receipt.legCount) return (0, 0);

        _requireBlock(receipt, legs);
        (bool isTrue, , ) = LegBlock.check(legs.data, legs.index, receipt.legCount, receipt.weightTotal);
        require(isTrue && legs.index == leg / 8, FraudProofs_BadOpening(LEG_BLOCK, legs.index));
        uint256 before = LegBlock.prefixStart(legs.data);
        for (uint256 i; i < leg % 8; ++i) before += uint16(LegBlock.legAt(legs.data, i) >> 8);
        uint256 found = LegBlock.legAt(legs.data, leg % 8);
        uint256 current = before + uint16(found >> 8);
        return (Split.share(_dataShare(price, receipt.fee), before, current, receipt.weightTotal), found >> 48);
    }

    function _entry(
        IGatewayRegistry.Price memory price,
        uint256 fee,
        uint256 index
    ) private pure returns (uint256 amount, uint256 account) {
        uint256 before;
        for (uint256 i; ; ++i) {
            (, AccountId payee, uint16 bps) = SplitWords.get(price.splitWords, i);
            if (i == index) return (Split.share(fee, before, before + bps, BPS_WHOLE), AccountId.unwrap(payee));
            before += bps;
        }
    }

    function _dataShare(IGatewayRegistry.Price memory price, uint256 fee) private pure returns (uint256) {
        uint256 before;
        for (uint256 i; ; ++i) {
            (Role role, , uint16 bps) = SplitWords.get(price.splitWords, i);
            if (role == Role.Data) return Split.share(fee, before, before + bps, BPS_WHOLE);
            before += bps;
        }
    }

    function _requireBlock(ReceiptReader.Receipt memory receipt, BlockOpening calldata opened) private pure {
        uint256 blocks = (uint256(receipt.legCount) + 7) / 8;
        bool isThere =
            opened.index < blocks && PositionalProof.isAmong(receipt.legsRoot, blocks, keccak256(opened.data), opened.index, opened.path);
        require(isThere, FraudProofs_BadOpening(LEG_BLOCK, opened.index));
    }
}
