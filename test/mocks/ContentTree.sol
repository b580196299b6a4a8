// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice docs/formats/canonical-text.md written the plain way: the whole padded tree, level by level.
library ContentTree {
    function rootOf(bytes32 salt, bytes memory data) internal pure returns (bytes32) {
        bytes32[] memory level = _leaves(salt, data);
        while (level.length > 1) level = _parents(level);
        return keccak256(abi.encodePacked(uint64(data.length), level[0]));
    }

    /// @notice Nodes beside the chunks `first` to `end` (not included), without those that lie behind the last chunk.
    function siblingsOf(bytes32 salt, bytes memory data, uint256 first, uint256 end) internal pure returns (bytes32[] memory siblings) {
        bytes32[] memory level = _leaves(salt, data);
        uint256 width = (data.length + 31) / 32;
        bytes32[] memory found = new bytes32[](64);
        uint256 count;
        while (level.length > 1) {
            if (first % 2 == 1) found[count++] = level[first - 1];
            if (end % 2 == 1 && end < width) found[count++] = level[end];
            first /= 2;
            end = (end + 1) / 2;
            width = (width + 1) / 2;
            level = _parents(level);
        }
        siblings = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) siblings[i] = found[i];
    }

    function _leaves(bytes32 salt, bytes memory data) private pure returns (bytes32[] memory leaves) {
        uint256 count = (data.length + 31) / 32;
        uint256 padded = 1;
        while (padded < count) padded *= 2;
        leaves = new bytes32[](padded);
        for (uint256 i = 0; i < count; ++i) {
            uint256 length = data.length - 32 * i < 32 ? data.length - 32 * i : 32;
            bytes memory chunk = new bytes(32);
            for (uint256 j = 0; j < length; ++j) chunk[j] = data[32 * i + j];
            leaves[i] = keccak256(abi.encodePacked(salt, uint32(i), uint8(length), chunk));
        }
    }

    function _parents(bytes32[] memory level) private pure returns (bytes32[] memory parents) {
        parents = new bytes32[](level.length / 2);
        for (uint256 i = 0; i < parents.length; ++i) parents[i] = keccak256(abi.encodePacked(level[2 * i], level[2 * i + 1]));
    }
}
