// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAttributionCourt} from "../interfaces/IAttributionCourt.sol";
import {IAttributionProofs} from "../interfaces/IAttributionProofs.sol";
import {IEpochLedger} from "../interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {ISettledBatches} from "../interfaces/ISettledBatches.sol";

import {EpochCodec} from "../libraries/epoch/EpochCodec.sol";
import {PositionalProof} from "../libraries/epoch/PositionalProof.sol";
import {ReceiptReader} from "../libraries/epoch/ReceiptReader.sol";
import {ReceiptCodec} from "../libraries/ReceiptCodec.sol";

import {GatewayId} from "../types/GatewayId.sol";
import {Lane} from "../types/Lane.sol";
import {FraudBase} from "../settlement/fraud/FraudBase.sol";
import {SignedReceipts} from "../settlement/fraud/SignedReceipts.sol";

/// @title AttributionBase
/// @notice Establishes that a gateway answers for a receipt, and what the receipt committed to.
abstract contract AttributionBase is IAttributionProofs, FraudBase, SignedReceipts {
    uint8 internal constant SETTLED_BATCH = 1;
    uint8 internal constant EPOCH = 2;
    uint8 internal constant CONTEXT = 3;
    uint8 internal constant RECORD = 4;
    uint8 internal constant OUTPUT_PAGES = 5;
    uint8 internal constant WORD_PAGES = 6;
    uint8 internal constant ROW_PAGES = 7;
    uint8 internal constant ITEM = 8;
    uint8 internal constant RECORDS = 9;
    uint8 internal constant LEGS = 10;
    uint8 internal constant SNAPSHOT = 11;

    /// @notice Seconds after a receipt was served in which it can be challenged; a gateway keeps its evidence that long. Shorter than bonds take to unbond.
    uint256 public constant CHALLENGE_WINDOW = 10 days;

    IAttributionCourt public immutable court;

    constructor(
        IAttributionCourt court_,
        IEpochLedger epochs_,
        address router_,
        IGatewayRegistry gateways_
    ) FraudBase(epochs_) SignedReceipts(router_, gateways_) {
        court = court_;
    }

    /// @dev Reads a receipt that its gateway answers for. Its hash needs no tree of known size: no inner node has 113 bytes.
    function _establish(ReceiptOpening calldata opening) internal view returns (ReceiptReader.Receipt memory receipt, bytes32 receiptId) {
        bytes calldata data = opening.signed.receipt;
        require(data.length == EpochCodec.RECEIPT_LENGTH, FraudProofs_BadLength(EpochCodec.RECEIPT_LENGTH, data.length));
        receipt = ReceiptReader.read(data, 0);
        receiptId = keccak256(data);
        if (opening.epochRecord.length != 0) {
            _requireInEpoch(opening, receipt, receiptId);
        } else if (opening.signed.key == address(0)) {
            uint256 index = uint256(receipt.sequence) - opening.signed.firstSequence;
            bytes32 root = ISettledBatches(router).batchRootOf(
                GatewayId.wrap(receipt.gatewayId),
                receipt.epoch,
                opening.signed.firstSequence
            );
            bool isSettled =
                receipt.version == ReceiptCodec.VERSION &&
                    receipt.lane == uint8(Lane.Direct) &&
                    root != 0 &&
                    index >> opening.signed.path.length == 0 &&
                    PositionalProof.climb(receiptId, index, opening.signed.path) == root;
            require(isSettled, AttributionProofs_BadOpening(SETTLED_BATCH, index));
        } else {
            require(receipt.version == ReceiptCodec.VERSION, AttributionProofs_BadOpening(SETTLED_BATCH, receipt.version));
            _requireSignature(opening.signed, receipt);
        }
    }

    /// @dev The record may be final: what it commits to stays true.
    function _requireInEpoch(ReceiptOpening calldata opening, ReceiptReader.Receipt memory receipt, bytes32 receiptId) private view {
        bytes calldata data = opening.epochRecord;
        require(data.length == EpochCodec.RECORD_LENGTH, FraudProofs_BadLength(EpochCodec.RECORD_LENGTH, data.length));
        (bytes32 hash, uint32 number, uint32 epoch, ) = EpochCodec.identityOf(data);
        bool isHere = number == receipt.gatewayId && epoch == receipt.epoch && epochs.recordOf(GatewayId.wrap(number), epoch) == hash;
        require(isHere, AttributionProofs_BadOpening(EPOCH, epoch));
        EpochCodec.Node memory chunk = _chunkIn(data, opening.way);
        _requireSlot(chunk, receiptId, uint256(receipt.sequence) - chunk.firstSequence, opening.signed.path);
    }

    /// @dev Requires the eight roots behind the receipt's context root.
    function _requireContext(ReceiptReader.Receipt memory receipt, Context calldata context) internal pure {
        bytes32 evidenceRoot = keccak256(abi.encode(context.recordsRoot, context.outputTokensRoot, context.retrievedRoot));
        bytes32 root = keccak256(
            abi.encode(context.requestHash, context.promptRoot, context.outputRoot, context.methodId, context.snapshotRoot, evidenceRoot)
        );
        require(root == receipt.contextRoot, AttributionProofs_BadOpening(CONTEXT, receipt.sequence));
    }

    function _requireRecent(ReceiptReader.Receipt memory receipt) internal view {
        uint256 servedAt = receipt.servedAt / 1000;
        require(block.timestamp <= servedAt + CHALLENGE_WINDOW, AttributionProofs_TooOld(servedAt, CHALLENGE_WINDOW));
    }
}
