// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IEpochLedger} from "../../interfaces/IEpochLedger.sol";
import {AccountId} from "../../types/AccountId.sol";
import {NanoOpen} from "../../types/NanoOpen.sol";
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

    /// @notice Checks slice number `slice` against the debits root and takes it apart.
    /// @param sum Sum of the amounts, nano-OPEN; below 2^72.
    function open(
        EpochCodec.Node memory top,
        uint256 slice,
        uint256[] calldata leaves,
        bytes32[] calldata path
    ) internal pure returns (AccountId[] memory payers, NanoOpen[] memory amounts, uint256 sum) {
        uint256 length = leaves.length;
        uint256 left = top.debitCount - (slice << SLICE_DEPTH);
        uint256 expected = left < 1 << SLICE_DEPTH ? left : 1 << SLICE_DEPTH;
        require(length == expected && _isSlice(top, slice, leaves, path), IEpochLedger.EpochLedger_BadDebits(slice, expected, length));
        payers = new AccountId[](length);
        amounts = new NanoOpen[](length);
        // Invariant: as many items are written as both arrays have; of at most 2^8 amounts below 2^64 the sum stays below 2^72.
        assembly ("memory-safe") {
            let end := shl(5, length)
            for {
                let at := 0
            } lt(at, end) {
                at := add(at, 0x20)
            } {
                let leaf := calldataload(add(leaves.offset, at))
                let amount := and(leaf, 0xffffffffffffffff)
                mstore(add(add(payers, 0x20), at), and(shr(64, leaf), 0xffffffff))
                mstore(add(add(amounts, 0x20), at), amount)
                sum := add(sum, amount)
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
