// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title PositionalProof
/// @notice Paths in the positional Merkle tree of docs/formats/receipt.md. The caller fixes the depth, so no inner node passes for a leaf.
library PositionalProof {
    /// @notice Depth of the tree over `count` leaves: `⌈log2(count)⌉`, 0 for one leaf or none.
    function depthOf(uint256 count) internal pure returns (uint256 depth) {
        unchecked {
            while ((1 << depth) < count) ++depth; // At most 256.
        }
    }

    /// @notice The node that `leaf` at `index` and its siblings, from the leaf up, lead to.
    /// @dev Invariant: bit `i` of `index` says whether the node of level `i` is the right one. Hashes in the scratch space.
    function climb(bytes32 leaf, uint256 index, bytes32[] calldata siblings) internal pure returns (bytes32 node) {
        node = leaf;
        assembly ("memory-safe") {
            let end := add(siblings.offset, shl(5, siblings.length))
            for {
                let at := siblings.offset
            } lt(at, end) {
                at := add(at, 0x20)
            } {
                let right := shl(5, and(index, 1))
                mstore(right, node)
                mstore(xor(right, 0x20), calldataload(at))
                node := keccak256(0x00, 0x40)
                index := shr(1, index)
            }
        }
    }

    /// @notice Whether `leaf` is at `index` of the tree of exactly `depth` levels behind `root`.
    function isAt(bytes32 root, uint256 depth, bytes32 leaf, uint256 index, bytes32[] calldata siblings) internal pure returns (bool) {
        return siblings.length == depth && index >> depth == 0 && climb(leaf, index, siblings) == root;
    }

    /// @notice Whether `leaf` is at `index` of the tree over `count` leaves behind `root`, at least one: as `isAt` with `depthOf(count)`, which is not worked out.
    function isAmong(bytes32 root, uint256 count, bytes32 leaf, uint256 index, bytes32[] calldata siblings) internal pure returns (bool) {
        uint256 depth = siblings.length;
        // Two leaves or more have the depth of the highest bit of `count - 1`, counted from one.
        bool isDeep = depth == 0 ? count == 1 : count != 0 && (count - 1) >> (depth - 1) == 1;
        return isDeep && index >> depth == 0 && climb(leaf, index, siblings) == root;
    }

    /// @notice The node that consecutive `nodes`, the first of them at `index`, lead to, and how many levels above them it is. Zero if there are too few siblings, or the node is not
    /// the only one of its level. @param siblings What is beside the nodes, level by level, left before right. @dev Overwrites `nodes`, of which there is at least one.
    /// Invariant: `count` nodes are left, the first of them at `index` of its level; a level writes no node before it has read it.
    function climbRange(
        bytes32[] memory nodes,
        uint256 index,
        bytes32[] calldata siblings
    ) internal pure returns (bytes32 node, uint256 levels) {
        uint256 used;
        uint256 count = nodes.length;
        for (; count > 1; ++levels) {
            uint256 needed = (index & 1) + ((index + count) & 1);
            if (used + needed > siblings.length) return (0, levels);
            assembly ("memory-safe") {
                let from := add(nodes, 0x20)
                let end := add(from, shl(5, count))
                let to := from
                let next := add(siblings.offset, shl(5, used))
                if and(index, 1) {
                    mstore(0x00, calldataload(next))
                    mstore(0x20, mload(from))
                    mstore(to, keccak256(0x00, 0x40))
                    next := add(next, 0x20)
                    from := add(from, 0x20)
                    to := add(to, 0x20)
                }
                for {} lt(add(from, 0x20), end) {
                    from := add(from, 0x40)
                    to := add(to, 0x20)
                } {
                    mstore(to, keccak256(from, 0x40))
                }
                if lt(from, end) {
                    mstore(0x00, mload(from))
                    mstore(0x20, calldataload(next))
                    mstore(to, keccak256(0x00, 0x40))
                    to := add(to, 0x20)
                }
                count := shr(5, sub(to, add(nodes, 0x20)))
                index := shr(1, index)
            }
            used += needed;
        }
        bytes32[] calldata above = siblings[used:];
        levels += above.length;
        if (index >> above.length == 0) node = climb(nodes[0], index, above);
    }
}
