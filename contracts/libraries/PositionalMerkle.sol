// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title PositionalMerkle
/// @notice The Merkle tree of docs/formats/receipt.md: leaves in order, padded on the right with zero to the next power of two, never sorted.
library PositionalMerkle {
    /// @notice The root of the leaves; zero for none. Overwrites `leaves`.
    /// @dev Invariant: before each round the first `width` items are the nodes of one level, and `padding` is the root of an all-zero
    /// subtree of that level. Node `i` of the next level is written at item `i`, after items `2i` and `2i + 1` were read. A pair
    /// is hashed where it lies, or, if a node is padding, in the scratch space (0x00 to 0x3f).
    function root(bytes32[] memory leaves) internal pure returns (bytes32 result) {
        if (leaves.length == 0) return 0;
        assembly ("memory-safe") {
            let items := add(leaves, 0x20)
            let padding := 0
            for {
                let width := mload(leaves)
            } gt(width, 1) {
                width := shr(1, add(width, 1))
            } {
                if and(width, 1) {
                    let last := sub(width, 1)
                    mstore(0x00, mload(add(items, shl(5, last))))
                    mstore(0x20, padding)
                    // The odd node moves behind the pairs once they are hashed; its place is not read by them.
                    mstore(add(items, shl(5, last)), keccak256(0x00, 0x40))
                }
                let target := items
                let source := items
                // Four pairs at a time: the same steps, without a loop's cost for each.
                for {
                    let end := add(items, and(shl(6, shr(1, width)), not(0xff)))
                } lt(source, end) {
                    source := add(source, 0x100)
                } {
                    mstore(target, keccak256(source, 0x40))
                    mstore(add(target, 0x20), keccak256(add(source, 0x40), 0x40))
                    mstore(add(target, 0x40), keccak256(add(source, 0x80), 0x40))
                    mstore(add(target, 0x60), keccak256(add(source, 0xc0), 0x40))
                    target := add(target, 0x80)
                }
                for {
                    let end := add(items, shl(6, shr(1, width)))
                } lt(source, end) {
                    source := add(source, 0x40)
                } {
                    mstore(target, keccak256(source, 0x40))
                    target := add(target, 0x20)
                }
                if and(width, 1) {
                    mstore(target, mload(source))
                }
                mstore(0x00, padding)
                mstore(0x20, padding)
                padding := keccak256(0x00, 0x40)
            }
            result := mload(items)
        }
    }
}
