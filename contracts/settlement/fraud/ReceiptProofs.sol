// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEpochLedger} from "../../interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IReceiptProofs} from "../../interfaces/IReceiptProofs.sol";

import {EpochCodec} from "../../libraries/epoch/EpochCodec.sol";
import {ReceiptReader} from "../../libraries/epoch/ReceiptReader.sol";

import {Lie} from "../../types/Lie.sol";
import {FraudBase} from "./FraudBase.sol";
import {SignedReceipts} from "./SignedReceipts.sol";

/// @title ReceiptProofs
/// @notice See `IReceiptProofs`.
contract ReceiptProofs is IReceiptProofs, FraudBase, SignedReceipts {
    constructor(IEpochLedger epochs_, address router_, IGatewayRegistry gateways_) FraudBase(epochs_) SignedReceipts(router_, gateways_) {}

    /// @inheritdoc IReceiptProofs
    function proveDoubleSigned(bytes calldata data, SignedReceipt calldata first, SignedReceipt calldata second) external {
        EpochCodec.Record memory record = _open(data);
        uint256 sequence = _signedFor(record, first);
        bool isSameSlot = _signedFor(record, second) == sequence;
        require(isSameSlot && keccak256(first.receipt) != keccak256(second.receipt), FraudProofs_NoLie());
        _convict(data, Lie.DoubleSigned, 0);
    }

    /// @inheritdoc IReceiptProofs
    function proveOmitted(
        bytes calldata data,
        SignedReceipt calldata signed,
        NodePath calldata way,
        bytes32 slotId,
        bytes32[] calldata slotPath
    ) external {
        EpochCodec.Record memory record = _open(data);
        uint256 sequence = _signedFor(record, signed);
        if (sequence < record.top.receiptCount) {
            EpochCodec.Node memory chunk = _chunkAt(record, way);
            require(sequence >= chunk.firstSequence, FraudProofs_BadOpening(SLOT, sequence));
            _requireSlot(chunk, slotId, sequence - chunk.firstSequence, slotPath);
            require(slotId != keccak256(signed.receipt), FraudProofs_NoLie());
        }
        _convict(data, Lie.Omitted, 0);
    }

    /// @inheritdoc IReceiptProofs
    function proveReceipt(bytes calldata data, NodePath calldata way, SlotOpening calldata slot) external {
        EpochCodec.Record memory record = _open(data);
        EpochCodec.Node memory chunk = _chunkAt(record, way);
        ReceiptReader.Receipt memory receipt = _receiptAt(chunk, slot);
        bool isTrue = ReceiptReader.isWellFormed(receipt, record.gatewayId, record.epoch, uint256(chunk.firstSequence) + slot.index);
        if (isTrue) {
            (bool isSold, IGatewayRegistry.Price memory price) = ReceiptReader.priceOf(gateways, receipt.offeringId, record.gatewayId);
            isTrue = isSold && ReceiptReader.isPriced(receipt, price);
        }
        require(!isTrue, FraudProofs_NoLie());
        _convict(data, Lie.Receipt, 0);
    }

    /// @dev Sequence of a signed receipt of this gateway and epoch.
    function _signedFor(EpochCodec.Record memory record, SignedReceipt calldata signed) private view returns (uint256) {
        ReceiptReader.Receipt memory receipt = _signed(signed);
        bool isHere = receipt.gatewayId == record.gatewayId && receipt.epoch == record.epoch;
        require(isHere, FraudProofs_BadOpening(SIGNED_RECEIPT, receipt.sequence));
        return receipt.sequence;
    }
}
