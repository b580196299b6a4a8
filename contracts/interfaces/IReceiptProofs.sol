// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IFraudProofs} from "./IFraudProofs.sol";

/// @title IReceiptProofs
/// @notice Lies that a signed receipt, or a single receipt of the epoch, shows. None needs a bond: each proof is conclusive.
interface IReceiptProofs is IFraudProofs {
    /// @notice A receipt and the gateway's signature: over itself (`count` 0), or over a batch with `path` from the receipt's id to its root.
    /// @param receipt 113 bytes. @param key Receipt key that signed. @param firstSequence Of the batch. @param count Receipts of the batch.
    /// @param legCount Legs of the batch. @param feeTotal nano-OPEN of the batch.
    struct SignedReceipt {
        bytes receipt;
        address key;
        bytes signature;
        uint40 firstSequence;
        uint32 count;
        uint64 legCount;
        uint64 feeTotal;
        bytes32[] path;
    }

    /// @notice Lie 1: two different receipts were signed for one sequence of this epoch.
    function proveDoubleSigned(bytes calldata record, SignedReceipt calldata first, SignedReceipt calldata second) external;

    /// @notice Lie 2: a signed receipt is not in its slot. @param way To the chunk that holds the slot, and @param slotId what is there instead;
    /// both are ignored if the epoch has fewer receipts.
    function proveOmitted(
        bytes calldata record,
        SignedReceipt calldata signed,
        NodePath calldata way,
        bytes32 slotId,
        bytes32[] calldata slotPath
    ) external;

    /// @notice Lie 3: the receipt in a slot is of another place, breaks a limit, is for no offering of the gateway, or has a wrong fee.
    function proveReceipt(bytes calldata record, NodePath calldata way, SlotOpening calldata slot) external;
}
