// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {LaneWord} from "../LaneWord.sol";
import {PositionalMerkle} from "../PositionalMerkle.sol";

/// @title WordTree
/// @notice Positional trees over payout words: the words themselves are the leaves, so an absent word and padding are the same zero.
library WordTree {
    /// @dev All bits of a lane but the highest, and the highest of each lane.
    uint256 private constant HIGH_BITS = 0x8000000000000000_8000000000000000_8000000000000000_8000000000000000;

    /// @notice Root over words; zero for none.
    function rootOf(uint256[] calldata words) internal pure returns (bytes32) {
        bytes32[] memory leaves = new bytes32[](words.length);
        assembly ("memory-safe") {
            calldatacopy(add(leaves, 0x20), words.offset, shl(5, words.length))
        }
        return PositionalMerkle.root(leaves);
    }

    /// @notice Grows every word by its delta, lane by lane.
    /// @param credited As many words as `deltas`.
    /// @return root Root over the grown words. @return overflows Whether any lane passes 2^64 - 1.
    /// @dev Invariant: no carry crosses a lane, see `LaneWord.add`; both arrays have `deltas.length` items, which the caller has checked.
    function grow(uint256[] calldata credited, uint256[] calldata deltas) internal pure returns (bytes32 root, bool overflows) {
        bytes32[] memory words = new bytes32[](deltas.length);
        assembly ("memory-safe") {
            let end := shl(5, deltas.length)
            for {
                let at := 0
            } lt(at, end) {
                at := add(at, 0x20)
            } {
                let left := calldataload(add(credited.offset, at))
                let right := calldataload(add(deltas.offset, at))
                let low := add(and(left, not(HIGH_BITS)), and(right, not(HIGH_BITS)))
                mstore(add(add(words, 0x20), at), xor(low, and(xor(left, right), HIGH_BITS)))
                if and(or(and(left, right), and(or(left, right), low)), HIGH_BITS) {
                    overflows := 1
                }
            }
        }
        root = PositionalMerkle.root(words);
    }

    /// @notice Subtracts lane by lane. `decreases` is true if any lane would go below zero; the result is then meaningless.
    function subtract(uint256 left, uint256 right) internal pure returns (uint256 result, bool decreases) {
        for (uint256 shift; shift < 256; shift += LaneWord.LANE_BITS) {
            uint64 from = uint64(left >> shift);
            uint64 less = uint64(right >> shift);
            if (less > from) return (0, true);
            result |= uint256(from - less) << shift;
        }
    }

    /// @notice Root of a tree of `depth` levels in which only the word at `index` is not zero.
    function single(uint256 word, uint256 index, uint256 depth) internal pure returns (bytes32 node) {
        node = bytes32(word);
        bytes32 empty = 0;
        for (uint256 level; level < depth; ++level) {
            node = (index >> level) & 1 == 0 ? keccak256(abi.encode(node, empty)) : keccak256(abi.encode(empty, node));
            empty = keccak256(abi.encode(empty, empty));
        }
    }
}
