// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {PositionalProof} from "../epoch/PositionalProof.sol";

/// @title IndexItem
/// @notice An item of an index, as a leaf of the manifest's `itemsRoot` (docs/formats/attribution-proofs.md).
library IndexItem {
    /// @param contributionId Items ascend by it. @param start Position of its first word. @param length Its words.
    /// @param commit Number of its commit: the lower one was first. @param cluster Number of the earliest item with the same words.
    /// @param noveltyPpm As in the snapshot. @param contentRoot As in the snapshot. @param index Its number. @param path Siblings.
    struct Opening {
        uint56 contributionId;
        uint32 start;
        uint32 length;
        uint48 commit;
        uint32 cluster;
        uint32 noveltyPpm;
        bytes32 contentRoot;
        uint32 index;
        bytes32[] path;
    }

    /// @notice Whether the item is at its place among `count`.
    function isOpen(bytes32 root, uint256 count, Opening calldata item) internal pure returns (bool) {
        bytes32 leaf = keccak256(
            abi.encodePacked(item.contributionId, item.start, item.length, item.commit, item.cluster, item.noveltyPpm, item.contentRoot)
        );
        return item.index < count && PositionalProof.isAmong(root, count, leaf, item.index, item.path);
    }

    /// @notice Whether words `[position, position + length)` of the index are words of the item.
    function contains(Opening calldata item, uint256 position, uint256 length) internal pure returns (bool) {
        return position >= item.start && position + length <= uint256(item.start) + item.length;
    }

    /// @notice Whether a contribution is number 0 of a Datanet's account, which evidence names instead of an item withdrawn since the snapshot. No item has that number.
    function isSuccessor(uint56 contribution) internal pure returns (bool) {
        return contribution & 0xffffff == 0;
    }

    /// @notice Whether `a` was committed before `b`, by commit and then by id.
    function isEarlier(Opening calldata a, Opening calldata b) internal pure returns (bool) {
        return a.commit != b.commit ? a.commit < b.commit : a.contributionId < b.contributionId;
    }
}
