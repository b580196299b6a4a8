// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title PositionalProof
/// @notice Paths in the positional Merkle tree of docs/formats/receipt.md. The caller fixes the depth, so no inner node passes for a leaf.
library PositionalProof {
    /// @notice Depth of the tree over `count` leaves: `⌈log2(count)⌉`, 0 for one leaf or none.
    function depthOf(uint256 count) internal pure returns (uint256 depth) {
        while ((1 << depth) < count) ++depth;
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
}
