// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title PackedReceipt
/// @notice Reads fields of a packed receipt (docs/formats/receipt.md) that was checked to have `LENGTH` bytes.
library PackedReceipt {
    uint256 internal constant LENGTH = 113;

    function version(bytes calldata receipt) internal pure returns (uint8) {
        return uint8(receipt[0]);
    }

    function lane(bytes calldata receipt) internal pure returns (uint8) {
        return uint8(receipt[1]);
    }

    function gatewayId(bytes calldata receipt) internal pure returns (uint32) {
        return uint32(bytes4(receipt[2:6]));
    }

    function epoch(bytes calldata receipt) internal pure returns (uint32) {
        return uint32(bytes4(receipt[6:10]));
    }

    function sequence(bytes calldata receipt) internal pure returns (uint40) {
        return uint40(bytes5(receipt[10:15]));
    }

    function payerAccount(bytes calldata receipt) internal pure returns (uint32) {
        return uint32(bytes4(receipt[15:19]));
    }

    function offeringId(bytes calldata receipt) internal pure returns (uint32) {
        return uint32(bytes4(receipt[19:23]));
    }

    /// @notice nano-OPEN.
    function fee(bytes calldata receipt) internal pure returns (uint64) {
        return uint64(bytes8(receipt[29:37]));
    }
}
