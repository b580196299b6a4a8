// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {PositionalProof} from "../epoch/PositionalProof.sol";

/// @title WordPages
/// @notice Opens consecutive pages of 64 numbers under a root of docs/formats/attribution-proofs.md, and reads numbers from them.
library WordPages {
    /// @notice Numbers on a page.
    uint256 internal constant PAGE = 64;
    /// @notice Bytes of a word's hash, and of a row of the suffix array.
    uint256 internal constant WORD_BYTES = 8;
    uint256 internal constant ROW_BYTES = 4;

    /// @notice Consecutive pages.
    /// @param firstPage Number of the first one. @param pages Their bytes, whole pages one after the other. @param paths Each page's siblings.
    struct Window {
        uint32 firstPage;
        bytes pages;
        bytes32[][] paths;
    }

    /// @notice Consecutive pages of an output, each under a salt of its own.
    struct SaltedWindow {
        uint32 firstPage;
        bytes pages;
        bytes32[] salts;
        bytes32[][] paths;
    }

    /// @notice Whether every page is at its place in the tree over `count` numbers of `width` bytes.
    function isOpen(bytes32 root, uint256 count, uint256 width, Window calldata window) internal pure returns (bool) {
        uint256 size = PAGE * width;
        uint256 length = window.paths.length;
        if (window.pages.length != length * size) return false;
        uint256 pageCount = (count + PAGE - 1) / PAGE;
        uint256 depth = PositionalProof.depthOf(pageCount);
        for (uint256 i; i < length; ++i) {
            uint256 index = uint256(window.firstPage) + i;
            bytes32 leaf = keccak256(window.pages[i * size:(i + 1) * size]);
            if (index >= pageCount || !PositionalProof.isAt(root, depth, leaf, index, window.paths[i])) return false;
        }
        return true;
    }

    /// @notice The same for an output. How many pages it has is not committed to, and need not be: a leaf is the hash of 544 bytes, which no inner node is.
    function isOpen(bytes32 root, SaltedWindow calldata window) internal pure returns (bool) {
        uint256 size = PAGE * WORD_BYTES;
        uint256 length = window.paths.length;
        if (window.pages.length != length * size || window.salts.length != length) return false;
        for (uint256 i; i < length; ++i) {
            uint256 index = uint256(window.firstPage) + i;
            bytes32 leaf = keccak256(bytes.concat(window.salts[i], window.pages[i * size:(i + 1) * size]));
            if (index >> window.paths[i].length != 0 || PositionalProof.climb(leaf, index, window.paths[i]) != root) return false;
        }
        return true;
    }

    /// @notice Whether the number at `position` is on the pages.
    function holds(uint256 firstPage, bytes calldata pages, uint256 width, uint256 position) internal pure returns (bool) {
        uint256 start = firstPage * PAGE;
        return position >= start && (position - start) * width < pages.length;
    }

    /// @notice The number at `position`, which the caller knows to be on the pages.
    /// @dev Invariant: only calldata is read.
    function at(uint256 firstPage, bytes calldata pages, uint256 width, uint256 position) internal pure returns (uint256 value) {
        uint256 offset = (position - firstPage * PAGE) * width;
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, width)), calldataload(add(pages.offset, offset)))
        }
    }
}
