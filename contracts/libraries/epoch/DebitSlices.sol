// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IEpochLedger} from "../../interfaces/IEpochLedger.sol";
import {PositionalMerkle} from "../PositionalMerkle.sol";
import {EpochCodec} from "./EpochCodec.sol";
import {PositionalProof} from "./PositionalProof.sol";

/// @title DebitSlices
/// @notice An epoch's debit list in slices of 256 payers: aligned subtrees under the debits root.
library DebitSlices {
    uint256 private constant SLICE_DEPTH = 8;

    /// @notice How many slices a list of `debits` has.
    function count(uint256 debits) internal pure returns (uint256) {
        return (debits + (1 << SLICE_DEPTH) - 1) >> SLICE_DEPTH;
    }

    /// @notice Sum of the amounts of slice number `slice`, nano-OPEN, below 2^72. Reverts if the leaves are not those behind the debits root.
    /// @param leaves Payer u32 in bits 64 to 95, nano-OPEN in the lowest 64: as `IPaymentEscrow.hold` takes them.
    function sumOf(
        EpochCodec.Node memory top,
        uint256 slice,
        uint256[] calldata leaves,
        bytes32[] calldata path
    ) internal pure returns (uint256 sum) {
        uint256 length = leaves.length;
        uint256 left = top.debitCount - (slice << SLICE_DEPTH);
        uint256 expected = left < 1 << SLICE_DEPTH ? left : 1 << SLICE_DEPTH;
        require(length == expected && _isSlice(top, slice, leaves, path), IEpochLedger.EpochLedger_BadDebits(slice, expected, length));
        for (uint256 i; i < length; ++i) {
            unchecked {
                sum += uint64(leaves[i]); // At most 2^8 amounts below 2^64.
            }
        }
    }

    /// @dev The last slice is filled up with zeros: its subtree is as deep as every other.
    function _isSlice(
        EpochCodec.Node memory top,
        uint256 slice,
        uint256[] calldata leaves,
        bytes32[] calldata path
    ) private pure returns (bool) {
        uint256 depth = PositionalProof.depthOf(top.debitCount);
        uint256 sliceDepth = depth < SLICE_DEPTH ? depth : SLICE_DEPTH;
        bytes32[] memory nodes = new bytes32[](1 << sliceDepth);
        // Invariant: a slice has at most as many leaves as `nodes` has items, which the caller has checked.
        assembly ("memory-safe") {
            calldatacopy(add(nodes, 0x20), leaves.offset, shl(5, leaves.length))
        }
        return PositionalProof.isAt(top.debitsRoot, depth - sliceDepth, PositionalMerkle.root(nodes), slice, path);
    }
}
