// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title ReceiptCodec
/// @notice The receipt's 113 bytes and the gateway's signed batch (docs/formats/receipt.md).
library ReceiptCodec {
    /// @dev Version of receipt and batch.
    uint8 internal constant VERSION = 1;
    /// @dev EIP-712 type of what the gateway's receipt key signs at settlement.
    bytes32 internal constant BATCH_TYPEHASH = keccak256(
        "ReceiptBatch(uint32 gatewayId,uint32 epoch,uint8 lane,uint40 firstSequence,uint32 count,uint64 legCount,uint64 feeTotal,bytes32 root)"
    );

    /// @param gatewayId Gateway that served all receipts.
    /// @param epoch Epoch of all receipts.
    /// @param lane Rail of all receipts.
    /// @param firstSequence Sequence of the first receipt; the others follow one by one.
    /// @param count Number of receipts.
    /// @param legCount Legs of all receipts.
    /// @param feeTotal nano-OPEN of all receipts.
    /// @param root Positional Merkle root over the receipt ids.
    struct ReceiptBatch {
        uint32 gatewayId;
        uint32 epoch;
        uint8 lane;
        uint40 firstSequence;
        uint32 count;
        uint64 legCount;
        uint64 feeTotal;
        bytes32 root;
    }

    /// @notice Bytes 0 to 9 of a receipt, the same for all receipts of a batch.
    function prefix(uint8 lane, uint32 gatewayId, uint32 epoch) internal pure returns (uint80) {
        return (uint80(VERSION) << 72) | (uint80(lane) << 64) | (uint80(gatewayId) << 32) | epoch;
    }

    /// @notice Bytes 0 to 22 of a receipt: who served whom, what, and as which number.
    function head(uint80 prefix_, uint40 sequence, uint32 payerAccount, uint32 offeringId) internal pure returns (uint184) {
        return (uint184(prefix_) << 104) | (uint184(sequence) << 64) | (uint184(payerAccount) << 32) | offeringId;
    }

    /// @notice `keccak256` of the packed receipt.
    /// @param head_ Bytes 0 to 22. @param body Bytes 23 to 48: tokens, fee, time, leg count and total weight, as they also stand in a batch.
    /// @dev Invariant: only the 113 bytes behind the free memory pointer are written, and hashed before anything else can use them.
    function receiptId(uint184 head_, uint208 body, bytes32 legsRoot, bytes32 contextRoot) internal pure returns (bytes32 id) {
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, shl(72, head_))
            mstore(add(start, 23), shl(48, body))
            mstore(add(start, 49), legsRoot)
            mstore(add(start, 81), contextRoot)
            id := keccak256(start, 113)
        }
    }

    /// @notice EIP-712 struct hash of a batch.
    function hashBatch(ReceiptBatch memory batch) internal pure returns (bytes32) {
        return keccak256(abi.encode(BATCH_TYPEHASH, batch));
    }
}
