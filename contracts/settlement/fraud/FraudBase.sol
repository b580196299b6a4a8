// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEpochLedger} from "../../interfaces/IEpochLedger.sol";
import {IFraudProofs} from "../../interfaces/IFraudProofs.sol";

import {EpochCodec} from "../../libraries/epoch/EpochCodec.sol";
import {PositionalProof} from "../../libraries/epoch/PositionalProof.sol";
import {ReceiptReader} from "../../libraries/epoch/ReceiptReader.sol";

import {AccountId} from "../../types/AccountId.sol";
import {GatewayId} from "../../types/GatewayId.sol";
import {Lie} from "../../types/Lie.sol";

/// @title FraudBase
/// @notice Finds what a proof speaks of under the hash that the ledger keeps, and convicts.
abstract contract FraudBase is IFraudProofs {
    uint8 internal constant SLOT = 1;
    uint8 internal constant LEG_BLOCK = 2;
    uint8 internal constant SHARE_BLOCK = 3;
    uint8 internal constant CHILDREN = 4;
    uint8 internal constant VECTOR = 5;
    uint8 internal constant WORD = 6;
    uint8 internal constant CHUNK_BYTES = 7;
    uint8 internal constant SIGNED_RECEIPT = 8;
    uint8 internal constant TREE_NODE = 9;

    IEpochLedger public immutable epochs;

    constructor(IEpochLedger epochs_) {
        epochs = epochs_;
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /// @dev Reads a record that can still be challenged.
    function _open(bytes calldata data) internal view returns (EpochCodec.Record memory record) {
        _requireOpen(data);
        return EpochCodec.toRecord(data);
    }

    /// @dev Requires that a record can still be challenged, and reads only whose it is.
    function _requireOpen(bytes calldata data) internal view returns (uint32 gatewayId) {
        require(data.length == EpochCodec.RECORD_LENGTH, FraudProofs_BadLength(EpochCodec.RECORD_LENGTH, data.length));
        bytes32 hash;
        uint32 epoch;
        (hash, gatewayId, epoch, ) = EpochCodec.identityOf(data);
        GatewayId gateway = GatewayId.wrap(gatewayId);
        require(epochs.isChallengeable(gateway, epoch, hash), FraudProofs_NotChallengeable(gateway, epoch, hash));
    }

    /// @dev Walks from the top down to the node that a proof is about.
    function _nodeAt(EpochCodec.Record memory record, NodePath calldata way) internal pure returns (EpochCodec.Node memory node) {
        if (way.nodes.length != 0) return _descend(record.top.level, record.top.childCount, record.top.body, way);
        _requireSteps(way, 0);
        return record.top;
    }

    function _requireSteps(NodePath calldata way, uint256 steps) private pure {
        require(way.indexes.length == steps && way.paths.length == steps, FraudProofs_BadNodePath(steps));
    }

    /// @dev Walks down from the children behind `body`, at least one step.
    function _descend(
        uint256 level,
        uint256 childCount,
        bytes32 body,
        NodePath calldata way
    ) private pure returns (EpochCodec.Node memory node) {
        uint256 steps = way.nodes.length;
        _requireSteps(way, steps);
        bytes calldata child = way.nodes[0];
        for (uint256 i; ;) {
            require(child.length == EpochCodec.NODE_LENGTH, FraudProofs_BadLength(EpochCodec.NODE_LENGTH, child.length));
            uint256 index = way.indexes[i];
            bool isChild =
                level != 0 && index < childCount && PositionalProof.isAmong(body, childCount, keccak256(child), index, way.paths[i]);
            require(isChild, FraudProofs_BadNodePath(i));
            if (++i == steps) return EpochCodec.toNode(child, 0);
            (level, childCount, body) = EpochCodec.headOf(child);
            child = way.nodes[i];
        }
    }

    /// @dev The chunk that a way leads to, of a record of which nothing else is needed.
    function _chunkIn(bytes calldata data, NodePath calldata way) internal pure returns (EpochCodec.Node memory node) {
        if (way.nodes.length == 0) {
            _requireSteps(way, 0);
            node = EpochCodec.toNode(data, EpochCodec.TOP_POSITION);
        } else {
            (uint256 level, uint256 childCount, bytes32 body) = EpochCodec.headOf(data[EpochCodec.TOP_POSITION:EpochCodec.HEADER_LENGTH]);
            node = _descend(level, childCount, body, way);
        }
        require(node.level == 0, FraudProofs_NotAChunk(node.level));
    }

    /// @dev The same, for a chunk.
    function _chunkAt(EpochCodec.Record memory record, NodePath calldata way) internal pure returns (EpochCodec.Node memory node) {
        node = _nodeAt(record, way);
        require(node.level == 0, FraudProofs_NotAChunk(node.level));
    }

    /// @dev Reads the receipt in a slot of a chunk.
    function _receiptAt(
        EpochCodec.Node memory chunk,
        SlotOpening calldata slot
    ) internal pure returns (ReceiptReader.Receipt memory receipt) {
        _requireSlot(chunk, keccak256(slot.receipt), slot.index, slot.path);
        require(slot.receipt.length == EpochCodec.RECEIPT_LENGTH, FraudProofs_BadLength(EpochCodec.RECEIPT_LENGTH, slot.receipt.length));
        return ReceiptReader.read(slot.receipt, 0);
    }

    function _requireSlot(EpochCodec.Node memory chunk, bytes32 receiptId, uint256 index, bytes32[] calldata path) internal pure {
        bool isThere =
            index < chunk.receiptCount && PositionalProof.isAmong(chunk.receiptsRoot, chunk.receiptCount, receiptId, index, path);
        require(isThere, FraudProofs_BadOpening(SLOT, index));
    }

    /// @param harmed Account that the lie took from; zero if none can be named.
    function _convict(bytes calldata record, Lie lie, uint256 harmed) internal {
        epochs.convict(record, lie, msg.sender, AccountId.wrap(uint32(harmed)));
    }
}
