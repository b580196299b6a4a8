// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {PositionalMerkle} from "../PositionalMerkle.sol";

/// @title TreeRounds
/// @notice Cuts a positional tree of leaves into layers that are shown one after the other: first from the root down to the highest height that is a
/// multiple of eleven, then eleven levels at a time, so that every answer but the first is of 2,048 nodes at most and three rounds reach any of 2^33 leaves.
/// @dev Counted from the leaves, not from the root: a tree of a thousand leaves is shown in one round, and one of N leaves has about N / 2,048 questions.
library TreeRounds {
    /// @dev Levels that one answer spans: 2,048 nodes, 64 kB.
    uint256 internal constant SPAN = 11;
    /// @dev A vector has fewer than 2^32 leaves, a payout tree at most 2^30.
    uint256 internal constant MAX_HEIGHT = 32;

    /// @notice Rounds from a node of this height down to its leaves.
    function countFrom(uint256 height) internal pure returns (uint256) {
        return (height + SPAN - 1) / SPAN;
    }

    /// @notice Height of the nodes that are shown below a node of `height`, which is not 0.
    function shownHeight(uint256 height) internal pure returns (uint256) {
        return ((height - 1) / SPAN) * SPAN;
    }

    /// @notice Whether what is below a node of `height` can be asked for in a tree of `depth` levels: below the root, and below every eleventh level.
    function isAsked(uint256 height, uint256 depth) internal pure returns (bool) {
        return height != 0 && (height == depth || (height < depth && height % SPAN == 0));
    }

    /// @notice The node of `height`, 1 to `MAX_HEIGHT`, above the nodes that are shown; those left out at the end are of nothing but zeros.
    /// `fits` is false, and the node zero, if there are more than there can be.
    /// @dev Invariant: at most `width` words are copied, into memory taken for as many.
    function rootOf(uint256 height, bytes32[] calldata nodes) internal pure returns (bool fits, bytes32 root) {
        uint256 shown = shownHeight(height);
        uint256 width = 1 << (height - shown);
        if (nodes.length > width) return (false, 0);
        bytes32 padding = 0;
        for (uint256 i; i < shown; ++i) padding = keccak256(abi.encodePacked(padding, padding));
        bytes32[] memory all = new bytes32[](width);
        assembly ("memory-safe") {
            calldatacopy(add(all, 0x20), nodes.offset, shl(5, nodes.length))
        }
        if (shown != 0) {
            for (uint256 i = nodes.length; i < width; ++i) all[i] = padding;
        }
        return (true, PositionalMerkle.root(all));
    }
}
