// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Roots and proofs of the positional Merkle tree, written plainly: pad with zero to a power of two, then halve.
library PositionalTree {
    function rootAndProof(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32 root, bytes32[] memory proof) {
        uint256 width = 1;
        uint256 depth;
        while (width < leaves.length) (width, depth) = (width * 2, depth + 1);
        bytes32[] memory nodes = new bytes32[](width);
        for (uint256 i = 0; i < leaves.length; ++i) nodes[i] = leaves[i];
        proof = new bytes32[](depth);
        for (uint256 level = 0; level < depth; ++level) {
            proof[level] = nodes[index ^ 1];
            index /= 2;
            width /= 2;
            for (uint256 i = 0; i < width; ++i) nodes[i] = keccak256(bytes.concat(nodes[2 * i], nodes[2 * i + 1]));
        }
        return (nodes[0], proof);
    }
}
