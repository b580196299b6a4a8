// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title PositionalProof
/// @notice Proofs of the positional Merkle tree of docs/formats/receipt.md: the bits of the index say left or right, the number of leaves
/// fixes the depth, so an inner node never passes for a leaf and padding never for an item.
library PositionalProof {
    /// @notice Whether `leaf` stands at `index` of the tree with `count` leaves.
    function isProven(
        bytes32 root,
        uint256 count,
        uint256 index,
        bytes32 leaf,
        bytes32[] calldata proof
    ) internal pure returns (bool) {
        if (index >= count || proof.length != depthOf(count)) return false;
        bytes32 node = leaf;
        for (uint256 level = 0; level < proof.length; ++level) {
            node = (index >> level) & 1 == 0
                ? keccak256(abi.encodePacked(node, proof[level]))
                : keccak256(abi.encodePacked(proof[level], node));
        }
        return node == root;
    }

    /// @notice Levels above the leaves; 0 for one leaf.
    function depthOf(uint256 count) internal pure returns (uint256) {
        return Math.log2(count, Math.Rounding.Ceil);
    }
}
