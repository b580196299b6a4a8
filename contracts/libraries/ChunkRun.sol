// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title ChunkRun
/// @notice The content root (docs/formats/canonical-text.md) that follows from a run of consecutive chunks and the nodes beside it: one proof for
/// the whole run, at most two nodes a level. Nodes that lie wholly behind the last chunk are zero subtrees and are not given.
library ChunkRun {
    uint256 internal constant CHUNK = 32;

    /// @param byteLength Bytes of the whole item.
    /// @param start First byte of the run; a multiple of 32.
    /// @param run Whole chunks, or up to the item's last byte.
    /// @param siblings From the leaves up, the left one first.
    /// @return root Zero if the run does not fit the item or the number of siblings is wrong: no content root is zero.
    function rootOf(
        bytes32 salt,
        uint64 byteLength,
        uint256 start,
        bytes memory run,
        bytes32[] calldata siblings
    ) internal pure returns (bytes32 root) {
        uint256 end = start + run.length;
        bool isAligned = start % CHUNK == 0 && run.length != 0 && end <= byteLength && (end % CHUNK == 0 || end == byteLength);
        if (!isAligned) return 0;
        bytes32[] memory nodes = _leaves(salt, start / CHUNK, run);
        bool isWhole;
        (root, isWhole) = _climb(nodes, start / CHUNK, (uint256(byteLength) + CHUNK - 1) / CHUNK, siblings);
        root = isWhole ? keccak256(abi.encodePacked(byteLength, root)) : bytes32(0);
    }

    /// @dev Leaves of the run, with room for one node on either side. Invariant: 69 bytes at `leaf` are the preimage of leaf `i`; the chunk is
    /// read from the run, whose last word is masked to its length, because memory behind it is not zero for sure.
    function _leaves(bytes32 salt, uint256 first, bytes memory run) private pure returns (bytes32[] memory nodes) {
        uint256 count = (run.length + CHUNK - 1) / CHUNK;
        nodes = new bytes32[](count);
        bytes memory leaf = new bytes(96);
        assembly ("memory-safe") {
            let preimage := add(leaf, 0x20)
            let source := add(run, 0x20)
            let left := mload(run)
            mstore(preimage, salt)
            for {
                let i := 0
            } lt(i, count) {
                i := add(i, 1)
            } {
                let length := 32
                if lt(left, 32) {
                    length := left
                }
                let chunk := mload(add(source, shl(5, i)))
                chunk := and(chunk, not(shr(shl(3, length), not(0))))
                // index u32 | length u8 in the 5 bytes behind the salt
                mstore(add(preimage, 0x20), or(shl(224, add(first, i)), shl(216, length)))
                mstore(add(preimage, 0x25), chunk)
                mstore(add(add(nodes, 0x20), shl(5, i)), keccak256(preimage, 69))
                left := sub(left, length)
            }
        }
    }

    /// @dev Climbs to the root. `width` counts the real nodes of a level; those from it on are `padding`. A run is contiguous on every level, so it lacks at
    /// most its left and its right neighbour.
    function _climb(
        bytes32[] memory nodes,
        uint256 first,
        uint256 width,
        bytes32[] calldata siblings
    ) private pure returns (bytes32 root, bool isWhole) {
        uint256 count = nodes.length;
        uint256 used;
        bytes32 padding;
        while (width > 1) {
            uint256 parents;
            uint256 index;
            if (first % 2 == 1) {
                if (used == siblings.length) return (0, false);
                nodes[0] = _hash(siblings[used++], nodes[0]);
                parents = 1;
                index = 1;
            }
            for (; index + 1 < count; index += 2) {
                nodes[parents++] = _hash(nodes[index], nodes[index + 1]);
            }
            if (index < count) {
                bytes32 right = padding;
                if (first + count < width) {
                    if (used == siblings.length) return (0, false);
                    right = siblings[used++];
                }
                nodes[parents++] = _hash(nodes[index], right);
            }
            count = parents;
            first /= 2;
            width = (width + 1) / 2;
            padding = _hash(padding, padding);
        }
        return (nodes[0], used == siblings.length);
    }

    /// @dev Both words fill the scratch space (0x00 to 0x3f).
    function _hash(bytes32 left, bytes32 right) private pure returns (bytes32 node) {
        assembly ("memory-safe") {
            mstore(0x00, left)
            mstore(0x20, right)
            node := keccak256(0x00, 0x40)
        }
    }
}
